package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.mayday.identity.DeviceSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SetupLinksTest {
    private static final String TOKEN = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I";
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)\\.5h(\\d+)");
    private static final int SCALE = 4;

    private final DeviceSetup.Links links =
            new SetupLinks("https://mayday.example.org/")
                    .links("anna~?>@example.org", "Žana's phone ✓", TOKEN);

    @Test
    void ownTracksIsConfiguredByItsLink() throws IOException {
        var prefix = "owntracks:///config?inline=";
        var link = links.owntracks().configUrl();
        assertTrue(link.startsWith(prefix), link);
        var inline = link.substring(prefix.length());
        assertTrue(inline.matches("[A-Za-z0-9]+"), "the same with and without escapes");
        var configuration = Payload.JSON.readTree(Base64.getDecoder().decode(inline));
        assertEquals("configuration", configuration.get("_type").asText());
        assertEquals(3, configuration.get("mode").asInt());
        assertEquals(
                "https://mayday.example.org/v1/ingest/owntracks",
                configuration.get("url").asText());
        assertEquals("anna~?>@example.org", configuration.get("username").asText());
        assertEquals(TOKEN, configuration.get("password").asText());
        assertEquals("Žana's phone ✓", configuration.get("deviceId").asText());
        assertEquals("ŽA", configuration.get("tid").asText());
        assertTrue(configuration.get("auth").asBoolean());
    }

    @Test
    void traccarClientIsConfiguredByItsLink() {
        assertEquals(
                "org.traccar.client://config?url=https%3A%2F%2Fmayday.example.org%2Fv1%2Fingest%2Fosmand&id="
                        + TOKEN
                        + "&accuracy=high&buffer=true&interval=60",
                links.traccarClient().configUrl());
        assertEquals(TOKEN, links.traccarClient().deviceId());
    }

    @Test
    void theOthersAreGivenAnAddress() {
        assertTrue(
                links.osmand()
                        .url()
                        .startsWith(
                                "https://mayday.example.org/v1/ingest/osmand?id="
                                        + TOKEN
                                        + "&lat={0}"));
        assertEquals(
                "https://mayday.example.org/v1/ingest/button?id=" + TOKEN, links.button().url());
        assertEquals("https://mayday.example.org/v1/ingest/traccar", links.traccar().url());
        assertEquals(TOKEN, links.traccar().deviceId());
    }

    @Test
    void whatIsScannedIsWhatTheLinkSays() throws ReaderException {
        for (var scanned :
                List.of(
                        Map.entry(links.owntracks().qr(), links.owntracks().configUrl()),
                        Map.entry(links.traccarClient().qr(), links.traccarClient().configUrl()),
                        Map.entry(links.osmand().qr(), links.osmand().url()),
                        Map.entry(links.button().qr(), links.button().url()))) {
            assertEquals(scanned.getValue(), scan(scanned.getKey()));
        }
    }

    @Test
    void aLongNameIsCutAndALongAddressHasNoCode() throws IOException {
        var setup = new SetupLinks("https://mayday.example.org");
        var long200 = setup.links("anna@example.org", "\uD83D\uDC1D".repeat(100), TOKEN);
        assertTrue(long200.owntracks().configUrl().length() < 1_000);
        assertTrue(long200.owntracks().qr() != null);
        var address = "\u017E".repeat(64) + "@" + "\u017E".repeat(180) + ".org";
        var endless = setup.links(address + address, "Phone", TOKEN);
        assertTrue(endless.owntracks().qr() == null && endless.button().qr() != null);
    }

    @Test
    void nothingOfItIsShownWhereAnObjectIs() {
        assertEquals("Links[…]", links.toString());
        assertEquals("App[…]", links.button().toString());
    }

    /** Draws the image as a browser would, and reads it with another library than drew it. */
    private static String scan(String image) throws ReaderException {
        var prefix = "data:image/svg+xml;base64,";
        assertTrue(image.startsWith(prefix));
        var svg =
                new String(
                        Base64.getDecoder().decode(image.substring(prefix.length())),
                        StandardCharsets.UTF_8);
        var box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertTrue(box.find());
        int side = Integer.parseInt(box.group(1)) * SCALE;
        var pixels = new int[side * side];
        Arrays.fill(pixels, 0xFFFFFF);
        var runs = RUN.matcher(svg);
        while (runs.find()) {
            int left = Integer.parseInt(runs.group(1)) * SCALE;
            int right = left + Integer.parseInt(runs.group(3)) * SCALE;
            int top = Integer.parseInt(runs.group(2)) * SCALE;
            for (int y = top; y < top + SCALE; y++) {
                Arrays.fill(pixels, y * side + left, y * side + right, 0);
            }
        }
        var bitmap =
                new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
        return new QRCodeReader()
                .decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
