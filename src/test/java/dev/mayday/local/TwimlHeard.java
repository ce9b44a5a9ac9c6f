package dev.mayday.local;

import java.io.StringReader;
import java.util.LinkedHashSet;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

/**
 * What somebody on the telephone hears of an answer in TwiML.
 *
 * @param text each thing that is said, once
 * @param action where a pressed key goes; empty where none is taken
 */
record TwimlHeard(String text, Optional<String> action) {

    /**
     * @throws IllegalArgumentException if it is no TwiML
     */
    static TwimlHeard of(String xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var root =
                    factory.newDocumentBuilder()
                            .parse(new InputSource(new StringReader(xml)))
                            .getDocumentElement();
            if (!root.getTagName().equals("Response")) {
                throw new IllegalArgumentException("not TwiML: " + xml);
            }
            var said = new LinkedHashSet<String>();
            var says = root.getElementsByTagName("Say");
            for (int i = 0; i < says.getLength(); i++) {
                said.add(says.item(i).getTextContent());
            }
            var gather = root.getElementsByTagName("Gather").item(0);
            return new TwimlHeard(
                    String.join("\n", said),
                    Optional.ofNullable(gather)
                            .map(one -> one.getAttributes().getNamedItem("action"))
                            .map(action -> action.getNodeValue()));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("not TwiML: " + xml, e);
        }
    }
}
