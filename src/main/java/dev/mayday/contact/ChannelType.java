package dev.mayday.contact;

import dev.mayday.identity.EmailAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A way to reach a contact, and what its address must look like. */
enum ChannelType {
    EMAIL(EmailAddress.RULE) {
        @Override
        boolean isAddress(String address) {
            return EmailAddress.ascii(address).isPresent();
        }
    },
    SMS("must be a phone number as E.164 has it, such as +4915112345678") {
        @Override
        boolean isAddress(String address) {
            return E164.matcher(address).matches();
        }
    },
    VOICE("must be a phone number as E.164 has it, such as +4915112345678") {
        @Override
        boolean isAddress(String address) {
            return E164.matcher(address).matches();
        }
    },
    /** Goes to the browsers of the linked account. */
    PUSH("has no address") {
        @Override
        boolean isAddress(String address) {
            return false;
        }
    },
    WEBHOOK("must be an absolute http or https URL without credentials or fragment") {
        @Override
        boolean isAddress(String address) {
            return address.length() <= 2000 && isHook(address);
        }
    };

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final String rule;

    ChannelType(String rule) {
        this.rule = rule;
    }

    static Optional<ChannelType> of(@Nullable String wire) {
        return Arrays.stream(values()).filter(type -> type.wire().equals(wire)).findFirst();
    }

    /** The name as the contract and the database have it. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with this address, if anything is. */
    Optional<String> fault(@Nullable String address) {
        boolean right = this == PUSH ? address == null : address != null && isAddress(address);
        return right ? Optional.empty() : Optional.of("the address of " + wire() + " " + rule);
    }

    /** Two addresses that are equal here are the same one: mail is compared without case. */
    String key(@Nullable String address) {
        var text = address == null ? "" : address;
        return wire() + ' ' + (this == EMAIL ? text.toLowerCase(Locale.ROOT) : text);
    }

    abstract boolean isAddress(String address);

    private static boolean isHook(String address) {
        try {
            var uri = new URI(address);
            return ("https".equalsIgnoreCase(uri.getScheme())
                            || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
