package dev.mayday.local;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A file of XML, asked by XPath. The names in a path are those of elements without their namespace.
 */
public final class XmlFile {
    private final Document plain;
    private final String namespace;

    private XmlFile(Document plain, String namespace) {
        this.plain = plain;
        this.namespace = namespace;
    }

    /**
     * @throws IllegalArgumentException if it is not well-formed
     */
    public static XmlFile of(String text) {
        return new XmlFile(
                parse(text.replaceAll("(</?)[a-z]+:", "$1"), false),
                parse(text, true).getDocumentElement().getNamespaceURI());
    }

    private static Document parse(String text, boolean namespaces) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(namespaces);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("not well-formed: " + e.getMessage(), e);
        }
    }

    /** Of the outermost element. */
    public String namespace() {
        return namespace;
    }

    /** The text of the first that the path leads to; empty if there is none. */
    public String text(String path) {
        try {
            return XPathFactory.newDefaultInstance().newXPath().evaluate(path, plain);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** The names of the elements that the path leads to. */
    public List<String> names(String path) {
        try {
            var found =
                    (NodeList)
                            XPathFactory.newDefaultInstance()
                                    .newXPath()
                                    .evaluate(path, plain, XPathConstants.NODESET);
            var names = new ArrayList<String>();
            for (int i = 0; i < found.getLength(); i++) {
                names.add(found.item(i).getNodeName());
            }
            return names;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
