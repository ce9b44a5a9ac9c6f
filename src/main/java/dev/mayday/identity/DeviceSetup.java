package dev.mayday.identity;

import org.jspecify.annotations.Nullable;

/** How apps are given a new device token. What they report to knows that. */
public interface DeviceSetup {

    /**
     * @param email of the account, which some apps show beside the token
     * @param name of the device
     */
    Links links(String email, String name, String token);

    /**
     * For each kind of app what to give it.
     *
     * @param traccar for a Traccar server that forwards: the device's identifier there
     */
    record Links(App owntracks, App traccarClient, App osmand, App traccar, App button) {
        @Override
        public String toString() {
            return "Links[…]";
        }
    }

    /**
     * @param url where the app reports to
     * @param configUrl opened on the phone, it sets the app up
     * @param deviceId what to enter as the device's identifier
     * @param qr an image (a {@code data:} URL, SVG) of what the phone is to scan: the configUrl, or
     *     the url
     */
    record App(
            String url,
            @Nullable String configUrl,
            @Nullable String deviceId,
            @Nullable String qr) {
        @Override
        public String toString() {
            return "App[…]";
        }
    }
}
