package dev.mayday.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long things are good for, and how often somebody may err. */
@ConfigMapping(prefix = "mayday.identity")
interface IdentitySettings {
    /** How long an access token is good for. */
    @WithDefault("PT15M")
    Duration accessTokenLife();

    /** How long a refresh token that nobody uses is good for. */
    @WithDefault("P90D")
    Duration refreshTokenLife();

    /** How long a used refresh token still answers with its successor. */
    @WithDefault("PT60S")
    Duration refreshGrace();

    /** Where passwords are hashed. */
    Hashing passwords();

    /** Where PINs are hashed. */
    Hashing pins();

    SignIns signIns();

    Misuse misuse();

    UnknownTokens unknownTokens();

    /** A pool of threads that hash; each takes 19 MiB and a whole core while it does. */
    interface Hashing {
        @WithDefault("1")
        int threads();

        /** How many may wait; one more is told to try later. */
        @WithDefault("128")
        int queue();
    }

    /** How many failed sign-ins there may be in a window of time. */
    interface SignIns {
        @WithDefault("PT15M")
        Duration window();

        /** For one account. */
        @WithDefault("10")
        int failuresOfAccount();

        /** From one address (one /64 of IPv6), which may be a whole campus. */
        @WithDefault("200")
        int failuresOfAddress();

        /**
         * How long an address that signed in counts on its own, so that strangers can't lock it
         * out.
         */
        @WithDefault("P90D")
        Duration addressKnown();
    }

    /** How many tokens of devices that there are not may be shown in a window of time. */
    interface UnknownTokens {
        @WithDefault("PT15M")
        Duration window();

        /** From one address (one /64 of IPv6): phones whose token was taken back go on trying. */
        @WithDefault("1000")
        int ofAddress();
    }

    /** What is limited in an hour, outside local mode. */
    interface Misuse {
        /** Accounts made from one address. */
        @WithDefault("30")
        int signUpsOfAddress();

        /** Codes sent to one account, or resets asked for one e-mail address. */
        @WithDefault("6")
        int lettersToAccount();

        /** Resets asked from one address. */
        @WithDefault("60")
        int resetsOfAddress();

        /** Codes tried for one e-mail address that is to be reset; not relaxed in local mode. */
        @WithDefault("30")
        int resetCodesOfAccount();
    }
}
