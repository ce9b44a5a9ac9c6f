package dev.mayday.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.Access.Role;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.location.Tracks;
import dev.mayday.location.format.Heading;
import dev.mayday.location.format.TrackFormat;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;

/** The alerts that the account raised, as their owner may see them, each with its raw track. */
@ApplicationScoped
class HeldAlerts implements Held {
    private final AlertReads reads;
    private final Links links;
    private final Tracks tracks;
    private final ObjectMapper json;

    HeldAlerts(AlertReads reads, Links links, Tracks tracks, ObjectMapper json) {
        this.reads = reads;
        this.links = links;
        this.tracks = tracks;
        this.json = json;
    }

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return reads.allOwned(me).onItem().transformToMultiAndConcatenate(this::files);
    }

    private Multi<HeldFile> files(AlertView alert) {
        var owner = new Role.Owner(alert.id(), alert.person().id(), alert.person().name());
        var folder = "alerts/" + alert.id() + "/";
        return Multi.createFrom()
                .items(
                        HeldFile.json(folder + "alert.json", json, reads.view(owner)),
                        HeldFile.json(folder + "timeline.json", json, reads.timeline(owner)),
                        HeldFile.json(folder + "views.json", json, reads.views(owner)),
                        HeldFile.json(folder + "links.json", json, links.whenMade(alert.id())),
                        track(folder, owner, TrackFormat.GEOJSON),
                        track(folder, owner, TrackFormat.CSV));
    }

    private HeldFile track(String folder, Role owner, TrackFormat format) {
        var content =
                reads.shownEnd(owner)
                        .map(end -> end == null ? Tracks.END : end)
                        .toMulti()
                        .onItem()
                        .transformToMultiAndConcatenate(end ->
                                format.write(
                                        new Heading("track", null),
                                        json,
                                        () ->
                                                tracks.pages(
                                                        owner.alert().value(),
                                                        Tracks.BEGINNING,
                                                        end)));
        return new HeldFile(folder + "track." + format.suffix(), content);
    }
}
