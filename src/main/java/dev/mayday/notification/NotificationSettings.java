package dev.mayday.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Settings of the workers. */
@ConfigMapping(prefix = "mayday.notification")
public interface NotificationSettings {
    /** The order in which the providers of a channel are tried. */
    @WithDefault("smtp,smtp-backup,smpp,twilio")
    List<String> providers();

    /** So many failures of a provider in a row, and the others are tried before it. */
    @WithDefault("5")
    int breakAfter();

    /** After this long one message is tried by a provider that did not work. */
    @WithDefault("PT15S")
    Duration breakFor();

    /** Messages that one channel sends at the same time, in this process. */
    @WithDefault("32")
    int concurrency();

    /**
     * Questions that all channels together put to the database at the same time, beside claims and
     * outcomes, which go together.
     */
    @WithDefault("8")
    int databaseConcurrency();

    /** Messages of one channel that wait in memory; more than these wait in the database. */
    @WithDefault("1000")
    int waiting();

    /** How often what was left lying is looked for. */
    @WithDefault("PT1S")
    Duration lookEvery();

    /** A message that nobody took for this long is not coming by Kafka. */
    @WithDefault("PT5S")
    Duration unclaimedAfter();

    /**
     * A worker that lives and does not record an outcome for this long is stuck. (One that died is
     * seen at once, by the lock that it held.)
     */
    @WithDefault("PT2M")
    Duration lease();

    /** A message that failed for this long is given up. */
    @WithDefault("PT1H")
    Duration giveUpAfter();

    /** The longest that one attempt may take. */
    @WithDefault("PT10S")
    Duration sendTimeout();

    /** The link to a map in a message: {@code {lat}} and {@code {lon}} are filled in. */
    @WithDefault("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}")
    String mapLink();
}
