package dev.mayday.outbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.PublisherDecorator;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Begins to read a channel once one of the brokers' names is known: begun before, its client fails,
 * and can't be begun again.
 */
@ApplicationScoped
class PatientReading implements PublisherDecorator {
    private static final Logger LOG = Logger.getLogger(PatientReading.class);

    private final String servers;

    PatientReading(@ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.servers = servers;
    }

    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> channel, List<String> names, boolean isConnector) {
        return isConnector ? known().onItem().transformToMulti(known -> channel) : channel;
    }

    private Uni<Boolean> known() {
        return Uni.createFrom()
                .item(() -> Arrays.stream(servers.split(",")).anyMatch(PatientReading::isKnown))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .invoke(known -> {
                    if (!known) {
                        LOG.warn("event=no-broker-known");
                    }
                })
                .repeat()
                .withDelay(KafkaLog.AGAIN)
                .until(known -> known)
                .collect()
                .last();
    }

    /**
     * @param server host:port
     */
    private static boolean isKnown(String server) {
        try {
            InetAddress.getByName(server.strip().replaceFirst(":[0-9]+$", ""));
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
