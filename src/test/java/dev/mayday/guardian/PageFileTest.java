package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.guardian.PageFile.Encoded;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageFileTest {
    private static final PageFile SCRIPT =
            new PageFile("assets/a-1.js", List.of(encoded("br"), encoded("gzip"), encoded("")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gzip, deflate, br | br
                    gzip              | gzip
                    identity          | ''
                                      | ''
                    """)
    void theSmallestThatIsAcceptedIsSent(String accepted, String sent) {
        assertEquals(sent, SCRIPT.best(accepted).name());
    }

    @Test
    void aScriptIsSaidToBeOne() {
        assertEquals("text/javascript;charset=UTF-8", SCRIPT.type());
    }

    @Test
    void aSettingIsWrittenIntoAPageAsText() {
        var page =
                new PageFile("app.html", List.of(new Encoded("", Buffer.buffer("<a b=\"${n}\">"))));
        var content = page.with("n", "1\"<2").best(null).content();
        assertEquals("<a b=\"1&quot;&lt;2\">", content.toString());
    }

    private static Encoded encoded(String name) {
        return new Encoded(name, Buffer.buffer(name));
    }
}
