package dev.mayday.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The OGC's own schema of KML 2.2, as a library on the class path of the tests ships it. */
public final class KmlSchema {
    private static final String FOLDER = "/schema/ogckml/";

    /** Addresses, which KML borrows from a third schema that the library leaves out. */
    private static final String ADDRESSES =
            """
            <schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:oasis:names:tc:ciq:xsdschema:xAL:2.0">
            <element name="AddressDetails"/>
            </schema>
            """;

    private static final Schema SCHEMA = read();

    private KmlSchema() {}

    /** What is wrong with it, a line for each; none if it is valid. */
    public static List<String> faults(String kml) {
        var faults = new ArrayList<String>();
        var validator = SCHEMA.newValidator();
        validator.setErrorHandler(new Collector(faults));
        try {
            validator.validate(new StreamSource(new StringReader(kml)));
        } catch (SAXException e) {
            faults.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return faults;
    }

    private static Schema read() {
        try {
            var factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            var loads =
                    (DOMImplementationLS)
                            DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            factory.setResourceResolver((type, namespace, publicId, systemId, base) ->
                    part(loads.createLSInput(), systemId));
            return factory.newSchema(
                    new StreamSource(stream("ogckml22.xsd"), resource("ogckml22.xsd").toString()));
        } catch (SAXException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LSInput part(LSInput input, @Nullable String systemId) {
        input.setSystemId(systemId);
        if (String.valueOf(systemId).endsWith("/xAL.xsd")) {
            input.setStringData(ADDRESSES);
        } else {
            input.setByteStream(stream(String.valueOf(systemId)));
        }
        return input;
    }

    private static InputStream stream(String name) {
        try {
            return resource(name).openStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(KmlSchema.class.getResource(FOLDER + name), name);
    }

    private record Collector(List<String> faults) implements ErrorHandler {
        @Override
        public void warning(SAXParseException found) {
            faults.add("warning: " + found.getMessage());
        }

        @Override
        public void error(SAXParseException found) {
            faults.add(found.getLineNumber() + ": " + found.getMessage());
        }

        @Override
        public void fatalError(SAXParseException found) throws SAXParseException {
            throw found;
        }
    }
}
