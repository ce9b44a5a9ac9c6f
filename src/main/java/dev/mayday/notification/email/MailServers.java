package dev.mayday.notification.email;

import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Sender;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The mail servers that the operator has set up: one, and one for when it does not work. */
@Dependent
class MailServers {
    private static final String FIRST = "smtp";
    private static final String BACKUP = "smtp-backup";

    private final Vertx vertx;
    private final NotificationSettings settings;
    private final Letterhead letterhead;

    MailServers(Vertx vertx, NotificationSettings settings, Letterhead letterhead) {
        this.vertx = vertx;
        this.settings = settings;
        this.letterhead = letterhead;
    }

    @Produces
    @Singleton
    @Named(FIRST)
    Sender first(SmtpSettings.First smtp) {
        return new EmailSender(FIRST, vertx, smtp, settings, letterhead);
    }

    @Produces
    @Singleton
    @Named(BACKUP)
    Sender backup(SmtpSettings.Backup smtp) {
        return new EmailSender(BACKUP, vertx, smtp, settings, letterhead);
    }

    void closeFirst(@Disposes @Named(FIRST) Sender sender) {
        ((EmailSender) sender).close();
    }

    void closeBackup(@Disposes @Named(BACKUP) Sender sender) {
        ((EmailSender) sender).close();
    }
}
