package dev.mayday.journey;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * What a screen reader has of a page, and all that it has: the browser's own accessibility tree.
 */
final class ScreenReader {
    private static final Set<String> CONTROLS =
            Set.of("button", "link", "textbox", "radio", "checkbox", "combobox", "searchbox");

    private final Page page;
    private final CDPSession browser;

    ScreenReader(Page page) {
        this.page = page;
        this.browser = page.context().newCDPSession(page);
        browser.send("Accessibility.enable");
    }

    /** Waits until there is such a thing. */
    ScreenReader reads(String role, String name) {
        await(named(role, name));
        return this;
    }

    /** Waits until these words are spoken by themselves, whatever is being read. */
    ScreenReader isTold(String words) {
        page.waitForCondition(() -> {
            var all = nodes();
            return all.stream()
                    .filter(node -> has(node, "live"))
                    .anyMatch(region -> textIn(region, all).contains(words));
        });
        return this;
    }

    /** Does what a press on it would do, with no pointer anywhere. */
    ScreenReader activates(String role, String name) {
        return on(await(named(role, name)), "function() { this.click(); }");
    }

    /** Whether the reader stands there now. */
    ScreenReader standsOn(String role, String name) {
        await(named(role, name).and(node -> has(node, "focused")));
        return this;
    }

    /** Controls of which it can say nothing but what kind they are. */
    List<String> nameless() {
        return nodes().stream()
                .filter(node -> CONTROLS.contains(text(node, "role")))
                .filter(node -> text(node, "name").isBlank())
                .map(JsonObject::toString)
                .toList();
    }

    /** The names of everything of one kind, in their order. */
    List<String> all(String role) {
        return nodes().stream()
                .filter(node -> text(node, "role").equals(role))
                .map(node -> text(node, "name"))
                .toList();
    }

    private JsonObject await(Predicate<JsonObject> wanted) {
        var found = new ArrayList<JsonObject>();
        page.waitForCondition(() -> {
            nodes().stream().filter(wanted).findFirst().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private static Predicate<JsonObject> named(String role, String name) {
        return node -> text(node, "role").equals(role) && text(node, "name").equals(name);
    }

    private ScreenReader on(JsonObject node, String deed) {
        var element = new JsonObject();
        element.add("backendNodeId", node.get("backendDOMNodeId"));
        var call = new JsonObject();
        call.add(
                "objectId",
                browser.send("DOM.resolveNode", element).getAsJsonObject("object").get("objectId"));
        call.addProperty("functionDeclaration", deed);
        browser.send("Runtime.callFunctionOn", call);
        return this;
    }

    private static String textIn(JsonObject region, List<JsonObject> all) {
        var said = new StringBuilder();
        collect(region, all, said);
        return said.toString();
    }

    private static void collect(JsonObject node, List<JsonObject> all, StringBuilder said) {
        if (text(node, "role").equals("StaticText")) {
            said.append(text(node, "name")).append('\n');
        }
        for (JsonElement child : node.getAsJsonArray("childIds")) {
            all.stream()
                    .filter(each -> each.get("nodeId").equals(child))
                    .forEach(each -> collect(each, all, said));
        }
    }

    private List<JsonObject> nodes() {
        var tree = browser.send("Accessibility.getFullAXTree").getAsJsonArray("nodes");
        return StreamSupport.stream(tree.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(node -> !node.get("ignored").getAsBoolean())
                .toList();
    }

    private static boolean has(JsonObject node, String property) {
        return node.has("properties")
                && StreamSupport.stream(node.getAsJsonArray("properties").spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .anyMatch(each -> each.get("name").getAsString().equals(property));
    }

    private static String text(JsonObject node, String part) {
        return node.has(part) && node.getAsJsonObject(part).has("value")
                ? node.getAsJsonObject(part).get("value").getAsString()
                : "";
    }
}
