package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.Watching;
import dev.mayday.clock.MaydayClock;
import dev.mayday.live.LiveFeed;
import dev.mayday.sharing.SharingReads;

/** What every subscription of this node reads from. */
record Sources(
        LiveFeed feed,
        Readings readings,
        StreamMessages messages,
        Access access,
        AlertReads alerts,
        Watching watching,
        SharingReads sharings,
        MaydayClock clock) {}
