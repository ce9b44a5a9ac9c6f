package dev.mayday.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertReads;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;

/** Who is to be told when, and what became of each message of each alert. */
@ApplicationScoped
class HeldDeliveries implements Held {
    private final Policies policies;
    private final AlertReads alerts;
    private final Deliveries deliveries;
    private final ObjectMapper json;

    HeldDeliveries(Policies policies, AlertReads alerts, Deliveries deliveries, ObjectMapper json) {
        this.policies = policies;
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.json = json;
    }

    @Override
    public Multi<HeldFile> of(PersonId me) {
        var policy = HeldFile.json("escalation.json", json, policies.of(me));
        var messages =
                alerts.allOwned(me)
                        .map(alert ->
                                HeldFile.json(
                                        "alerts/" + alert.id() + "/deliveries.json",
                                        json,
                                        deliveries.of(alert.id(), true)));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(policy), messages);
    }
}
