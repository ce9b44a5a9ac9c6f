package dev.mayday.notification;

import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What is wrong with a connection's TLS, so that an operator looks at the certificate. */
public final class TlsTrouble {
    private TlsTrouble() {}

    /**
     * @return for people, without any name; empty where TLS is not why
     */
    public static Optional<String> of(Throwable failure) {
        if (has(failure, CertificateException.class)) {
            return Optional.of("its certificate is not trusted");
        }
        return has(failure, SSLException.class) ? Optional.of("TLS failed") : Optional.empty();
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20) // causes may go round
                .anyMatch(kind::isInstance);
    }
}
