package dev.mayday.sharing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.location.Tracks;
import dev.mayday.location.format.Heading;
import dev.mayday.location.format.TrackFormat;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the account shared, each with its raw track. */
@ApplicationScoped
class HeldSharings implements Held {
    private static final int ALL = 10_000; // they are kept for days

    private final SharingDesk desk;
    private final Tracks tracks;
    private final ObjectMapper json;

    HeldSharings(SharingDesk desk, Tracks tracks, ObjectMapper json) {
        this.desk = desk;
        this.tracks = tracks;
        this.json = json;
    }

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return all(me).toMulti().onItem().transformToMultiAndConcatenate(this::files);
    }

    private Multi<HeldFile> files(List<SharingView> sharings) {
        var files = new ArrayList<HeldFile>();
        files.add(HeldFile.json("sharings.json", json, Uni.createFrom().item(sharings)));
        for (var sharing : sharings) {
            files.add(track(sharing.id(), TrackFormat.GEOJSON));
            files.add(track(sharing.id(), TrackFormat.CSV));
        }
        return Multi.createFrom().iterable(files);
    }

    private Uni<List<SharingView>> all(PersonId me) {
        return desk.list(me, null, ALL).map(Page::items);
    }

    private HeldFile track(UUID sharing, TrackFormat format) {
        return new HeldFile(
                "sharings/" + sharing + "/track." + format.suffix(),
                format.write(
                        new Heading("track", null),
                        json,
                        () -> tracks.pages(sharing, Tracks.BEGINNING, Tracks.END)));
    }
}
