package dev.mayday.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** JSON in which ids, times and made-up addresses read the same, so that two stories compare. */
final class Masked {

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private Masked() {}

    static String of(JsonNode json) {
        return TIME.matcher(ID.matcher(json.toString()).replaceAll("(id)")).replaceAll("(time)");
    }

    static String of(List<JsonNode> list) {
        return list.stream().map(Masked::of).toList().toString();
    }
}
