package dev.mayday.wire;

import dev.mayday.problem.Problem;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON is UTF-8, whatever else its reader can guess. A body that is taken as text (a trigger, an
 * app's report) is decoded by its own rules: there letters that can't be read are no reason to
 * refuse a call for help.
 */
@Provider
public final class StrictUtf8 implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        if (body.getType() != String.class) {
            var bytes = body.getInputStream().readAllBytes();
            if (!isText(bytes)) {
                throw Problem.malformed("not UTF-8").refused();
            }
            body.setInputStream(new ByteArrayInputStream(bytes));
        }
        return body.proceed();
    }

    /** Without a byte order mark, and without NUL, which every other encoding of JSON has. */
    static boolean isText(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.chars().noneMatch(character -> character == 0)
                    && (text.isEmpty() || text.charAt(0) != '\uFEFF');
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
