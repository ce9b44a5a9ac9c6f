package dev.mayday.journey;

import com.microsoft.playwright.Browser;
import dev.mayday.local.House;
import dev.mayday.local.Mayday;
import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the tests of a class look at in a browser: a house of their own, and the cable to it. */
final class Site implements BeforeAllCallback, AfterAllCallback {
    private Cable cable;
    private House house;

    @Override
    public void beforeAll(ExtensionContext tests) {
        cable = new Cable();
        house = cable.house();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        house.close();
        cable.close();
    }

    House house() {
        return house;
    }

    Mayday people() {
        return house.mayday();
    }

    URI address() {
        return cable.address();
    }

    Cable cable() {
        return cable;
    }

    Window window(Look look) {
        return Chromium.shared().window(cable.address(), look);
    }

    Window window(Look look, Consumer<Browser.NewContextOptions> unusual) {
        return Chromium.shared().window(cable.address(), look, unusual);
    }
}
