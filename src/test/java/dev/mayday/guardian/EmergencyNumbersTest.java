package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.ShortNumberInfo;
import dev.mayday.notification.Visit.Emergency;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmergencyNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "SI,sos,112",
        "SI,fire,112",
        "JP,sos,110",
        "JP,medical,119",
        "JP,fire,119",
        "AE,fall,998",
        "AE,fire,997",
        "US,other,911"
    })
    void eachCountryHasItsOwnForWhatHasHappened(String country, String kind, String number) {
        assertEquals(new Emergency(country, number), numbers(Map.of()).of(country, kind));
    }

    @Test
    void whereNoneIsKnownThereIsTheOneOfEveryPhone() {
        assertEquals(new Emergency(null, "112"), numbers(Map.of()).of(null, "sos"));
        assertEquals(new Emergency(null, "112"), numbers(Map.of()).of("AQ", "sos"));
    }

    @Test
    void aServiceHasAHomeAndMayKnowBetter() {
        var home =
                numbers(
                        Map.of(
                                "mayday.emergency.country",
                                "gb",
                                "mayday.emergency.numbers.SI",
                                "113, 112"));

        assertEquals(new Emergency("GB", "999"), home.of(null, "sos"));
        assertEquals(new Emergency("SI", "113"), home.of("SI", "assault"));
        assertEquals(new Emergency("SI", "112"), home.of("SI", "fire"));
    }

    /**
     * Beside these, which libphonenumber does not have: newer numbers, or further ones of a
     * country. What it learns fails the test, and leaves this list.
     */
    private static final Set<String> NEWER =
            Set.of(
                    "AM 112", "GF 112", "GH 112", "GP 112", "HN 911", "LA 1190", "LA 1191",
                    "LA 1195", "LK 1990", "MM 191", "MM 192", "NG 112", "PE 106", "PG 112",
                    "PM 112", "RS 192", "RS 193", "RS 194", "SA 998", "SM 112", "SN 1515", "SZ 933",
                    "SZ 977", "TM 101", "TM 102", "TM 103", "TT 811", "UZ 101", "UZ 102", "UZ 103");

    @Test
    void everyNumberIsOneThatPhonesKnowForThatCountry() throws IOException {
        var known = ShortNumberInfo.getInstance();
        var unknown = new TreeSet<String>();
        table().forEach((country, all) -> {
            for (var number : String.valueOf(all).split(",")) {
                if (!known.isEmergencyNumber(number, String.valueOf(country))) {
                    unknown.add(country + " " + number);
                }
            }
        });
        assertEquals(new TreeSet<>(NEWER), unknown);
    }

    @Test
    void aControlRoomOfOnesOwnIsForAll() {
        var own = numbers(Map.of("mayday.emergency.number", "+386 1 234"));

        assertEquals(new Emergency(null, "+386 1 234"), own.of("SI", "fire"));
    }

    @Test
    void everyRowIsOfACountryAndCanBeDialled() throws IOException {
        var table = table();
        var countries = Set.of(Locale.getISOCountries());
        for (var code : table.stringPropertyNames()) {
            assertTrue(code.equals("XK") || countries.contains(code), code);
            assertTrue(
                    table.getProperty(code).matches("[0-9]{2,5}(,[0-9]{2,5},[0-9]{2,5})?"), code);
        }
    }

    private static Properties table() throws IOException {
        var table = new Properties();
        try (var file =
                EmergencyNumbers.class.getResourceAsStream("/emergency-numbers.properties")) {
            table.load(file);
        }
        return table;
    }

    private static EmergencyNumbers numbers(Map<String, String> settings) {
        return new EmergencyNumbers(
                new SmallRyeConfigBuilder()
                        .withMapping(EmergencySettings.class)
                        .withDefaultValues(settings)
                        .build()
                        .getConfigMapping(EmergencySettings.class));
    }
}
