package dev.mayday.guardian;

import dev.mayday.alert.Access.Role;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.AlertView;
import dev.mayday.alert.Links;
import dev.mayday.clock.MaydayClock;
import dev.mayday.guardian.Atlas.Town;
import dev.mayday.guardian.Atlas.World;
import dev.mayday.location.Fix;
import dev.mayday.location.Sphere;
import dev.mayday.location.Tracks;
import dev.mayday.notification.Visit;
import dev.mayday.notification.Visit.Nearby;
import dev.mayday.notification.Whereabouts;
import dev.mayday.notification.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gathers what whoever opens a link is told. */
@ApplicationScoped
class LinkVisits {
    /** So many towns go with the page, to tell a place by that moves. */
    private static final int TOWNS = 30;

    private final AlertReads reads;
    private final Tracks tracks;
    private final Atlas atlas;
    private final EmergencyNumbers numbers;
    private final Wording wording;
    private final MaydayClock clock;

    LinkVisits(
            AlertReads reads,
            Tracks tracks,
            Atlas atlas,
            EmergencyNumbers numbers,
            Wording wording,
            MaydayClock clock) {
        this.reads = reads;
        this.tracks = tracks;
        this.atlas = atlas;
        this.numbers = numbers;
        this.wording = wording;
        this.clock = clock;
    }

    /**
     * @param towns near the place, the nearest first
     */
    record Told(Visit visit, List<Town> towns) {}

    /**
     * @param seen whether somebody will read it, which is put on record
     */
    Uni<Told> of(Links.Open open, Role role, AskedPage asked, boolean seen) {
        var locale =
                open.locale() == null || asked.chosenLanguage() != null
                        ? wording.understood(asked.languages())
                        : Locale.forLanguageTag(open.locale());
        return Uni.combine()
                .all()
                .unis(reads.view(role), place(role), atlas.world())
                .with((alert, fix, world) -> told(open, locale, alert, fix, world))
                .call(() -> seen ? reads.looked(role) : Uni.createFrom().voidItem());
    }

    /**
     * The newest that this role may see: an owner's link shows none from after the end that the
     * owner was shown.
     */
    private Uni<@Nullable Fix> place(Role role) {
        return reads.shownEnd(role)
                .flatMap(end ->
                        end == null
                                ? tracks.latest(role.alert())
                                : tracks.at(role.alert(), end, end));
    }

    private Told told(
            Links.Open open, Locale locale, AlertView alert, @Nullable Fix newest, World world) {
        var fix = newest == null ? alert.location() : newest;
        var towns = fix == null ? List.<Town>of() : world.near(fix.lat(), fix.lon(), TOWNS);
        var country = fix == null ? null : world.country(fix.lat(), fix.lon());
        var visit =
                new Visit(
                        locale,
                        zone(open.timeZone()),
                        clock.now(),
                        alert,
                        open.holder().contact(),
                        fix == null ? null : where(fix),
                        fix == null || towns.isEmpty() ? null : near(fix, towns.getFirst()),
                        numbers.of(country, alert.kind()));
        return new Told(visit, towns);
    }

    private static Nearby near(Fix fix, Town town) {
        return new Nearby(
                town.name(),
                town.metresTo(fix.lat(), fix.lon()),
                Sphere.bearing(town.lat(), town.lon(), fix.lat(), fix.lon()));
    }

    private static Whereabouts where(Fix fix) {
        return new Whereabouts(fix.lat(), fix.lon(), fix.at(), fix.accuracy(), fix.battery());
    }

    /** A zone that this machine does not know must not keep a page from being shown. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
