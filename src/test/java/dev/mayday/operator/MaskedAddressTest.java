package dev.mayday.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedAddressTest {

    @ParameterizedTest
    @CsvSource({
        "anna@x.org, a…@x.org",
        "a@x.org, a…@x.org",
        "+12025550143, +1202…43",
        "+49151, …",
        "https://bells.example.org:8443/hook/s3cret?key=7, https://bells.example.org/…",
        "https://user@bells.example.org/s3cret, https://bells.example.org/…",
        "https://not an address/s3cret, …",
        "sink, …"
    })
    void anAddressCanBeToldFromOthersAndNotBeWrittenTo(String address, String masked) {
        assertEquals(masked, MaskedAddress.of(address));
    }
}
