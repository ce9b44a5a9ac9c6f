package dev.mayday.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * JSON as the contract has it: times in UTC with milliseconds, nothing absent written, unknown
 * fields ignored, no guesses.
 */
@Singleton
public final class WireJson implements ObjectMapperCustomizer {
    /** The last: the framework's own modules write times too, and the last one has its way. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    @SuppressWarnings("deprecation") // the features are only to be had so, once the mapper is built
    public void customize(ObjectMapper mapper) {
        mapper.setSerializationInclusion(JsonInclude.Include.NON_NULL);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        // read, so that it is refused by its field's name and costs a trigger no more than that
        // field
        mapper.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.coercionConfigDefaults()
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        var text = mapper.coercionConfigFor(LogicalType.Textual);
        for (var other :
                List.of(
                        CoercionInputShape.Integer,
                        CoercionInputShape.Float,
                        CoercionInputShape.Boolean)) {
            text.setCoercion(other, CoercionAction.Fail);
        }
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(32)
                                .maxNumberLength(1_000)
                                .build());
        mapper.registerModule(
                new SimpleModule()
                        .addSerializer(Instant.class, new InstantSerializer())
                        .addDeserializer(Instant.class, new InstantReader())
                        .addDeserializer(String.class, new TextReader()));
    }

    /** An instant as the wire writes it. */
    public static String format(Instant at) {
        return Rfc3339.format(at);
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant at, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(format(at));
        }
    }

    /**
     * What we have written is read as fast as it was written; the rest as the JDK's module does.
     */
    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            if (json.hasToken(JsonToken.VALUE_STRING) && Rfc3339.hasShape(json.getText())) {
                try {
                    return Rfc3339.parse(json.getText());
                } catch (DateTimeException e) {
                    // refused by the one below, in its words
                }
            }
            return InstantDeserializer.INSTANT.deserialize(json, context);
        }
    }

    /** Refuses what can't be kept by its field's name, whatever the record does with it. */
    private static final class TextReader extends StringDeserializer {
        private static final long serialVersionUID = 1;

        @Override
        public String deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            var text = super.deserialize(json, context);
            if (text != null && !Text.isKept(text)) {
                throw context.weirdStringException(text, String.class, "can't be kept");
            }
            return text;
        }
    }
}
