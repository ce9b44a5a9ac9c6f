package dev.mayday.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoleSettingsTest {

    @Test
    void allRolesAreOnWhereNoneIsNamed() {
        assertTrue(RoleSettings.settings("all").values().stream().allMatch("true"::equals));
        assertTrue(RoleSettings.settings(null).values().stream().allMatch("true"::equals));
    }

    @Test
    void onlyTheNamedRolesAreOn() {
        var settings = RoleSettings.settings("gateway, Worker");

        assertEquals("true", settings.get("mayday.role.worker"));
        assertEquals("true", settings.get("mayday.role.gateway"));
        assertEquals("false", settings.get("mayday.role.clock"));
    }

    @Test
    void aSettingMayReferToThem() {
        var config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of(
                                                "mayday.roles", "gateway",
                                                "mail.enabled", "${mayday.role.worker:true}",
                                                "door.enabled", "${mayday.role.gateway:false}"),
                                        "given",
                                        100))
                        .withSources(new RoleSettings())
                        .build();

        assertEquals("false", config.getRawValue("mail.enabled"));
        assertEquals("true", config.getRawValue("door.enabled"));
    }
}
