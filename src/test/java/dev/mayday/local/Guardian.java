package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody whom others count on: has an account and an address for mail, perhaps a webhook, and may
 * open the link in what they are sent.
 */
public final class Guardian {

    private final Account account;
    private final Inbox inbox;
    private final String name;
    private final String hook = "/hook/" + UUID.randomUUID();
    private final List<Map<String, String>> channels = new ArrayList<>();
    private final Set<String> accepted = new HashSet<>();
    private Bearer bearer;

    Guardian(String name, Account account, Inbox inbox) {
        this.name = name;
        this.account = account;
        this.bearer = account.bearer();
        this.inbox = inbox;
        channels.add(Map.of("type", "email", "address", account.email()));
    }

    /** From now on a contact's webhook too, beside the mail. */
    public Guardian withWebhook() {
        channels.add(webhook());
        return this;
    }

    /** From now on a contact's push channel too, beside the mail. */
    public Guardian withPush() {
        channels.add(Map.of("type", "push"));
        return this;
    }

    /** Becomes this person's contact and accepts the invitation. */
    public Guardian of(Phone person) {
        contactOf(person, 1);
        accept(invitation());
        return this;
    }

    /** Becomes a contact, and has not answered the invitation. @return the contact's id */
    public String contactOf(Phone person, int tier) {
        return contact(person, tier, channels);
    }

    /** Becomes a contact by webhook alone: a bell in a guardhouse. @return the contact's id */
    public String bellOf(Phone person) {
        return contact(person, 1, List.of(webhook()));
    }

    private String contact(Phone person, int tier, List<Map<String, String>> how) {
        return person.bearer()
                .post("/v1/contacts", "name", name, "tier", tier, "channels", how)
                .ok()
                .get("id")
                .asText();
    }

    private Map<String, String> webhook() {
        return Map.of("type", "webhook", "address", inbox.base().resolve(hook).toString());
    }

    /** The token of the invitation that came by mail, and was not accepted yet. */
    public String invitation() {
        return inbox.await(email(), "an invitation", this::isInvitation, PATIENCE)
                .token('i')
                .orElseThrow();
    }

    private boolean isInvitation(Inbox.Letter letter) {
        return letter.token('i').filter(token -> !accepted.contains(token)).isPresent();
    }

    public void accept(String invitation) {
        bearer.post("/v1/invitations/" + invitation + "/accept").ok();
        accepted.add(invitation);
    }

    public String name() {
        return name;
    }

    public String email() {
        return account.email();
    }

    public Account account() {
        return account;
    }

    public Bearer bearer() {
        return bearer;
    }

    /** Goes on by way of another server. */
    public Guardian via(Wire server) {
        bearer = account.bearer().via(server);
        return this;
    }

    /** Gets the mail that tells of an alert. @throws TooLate if there is none in time */
    public Inbox.Letter isTold() {
        return isTold(PATIENCE);
    }

    /** Gets the mail that tells of an alert. @throws TooLate if there is none in time */
    public Inbox.Letter isTold(Duration within) {
        return inbox.await(email(), "the alert", letter -> letter.token('a').isPresent(), within);
    }

    /** Gets a webhook of this type. @throws TooLate if there is none in time */
    public Inbox.Letter isCalled(String type) {
        return inbox.await(hook, type, letter -> letter.type().equals(type), PATIENCE);
    }

    /** All mails about alerts: not the invitation, nor a code. */
    public List<Inbox.Letter> mails() {
        return inbox.of(email()).stream().filter(letter -> letter.token('a').isPresent()).toList();
    }

    /** All calls of this type that the webhook got. */
    public List<Inbox.Letter> calls(String type) {
        return inbox.of(hook).stream().filter(letter -> letter.type().equals(type)).toList();
    }

    /** Opens the link in this mail as a browser does: the page, then the session. */
    public Bearer opens(Inbox.Letter letter) {
        var token = letter.token('a').orElseThrow();
        bearer.wire().page("/a/" + token);
        return Bearer.ofLink(bearer.wire(), token);
    }

    /** The answer may be a refusal. */
    public Answer acknowledges(String alertId, String note, int etaMinutes) {
        return bearer.post(
                "/v1/alerts/" + alertId + "/acknowledge", "note", note, "etaMinutes", etaMinutes);
    }

    /** The answer may be a refusal. */
    public Answer resolves(String alertId, String reason) {
        return bearer.post("/v1/alerts/" + alertId + "/resolve", "reason", reason);
    }

    /** Follows the alert on the guardian socket. */
    public Following follows(String alertId) {
        return Following.start(bearer, alertId);
    }

    /** What guardians may read of the alert. */
    public AlertFile reads(String alertId) {
        return new AlertFile(bearer, alertId);
    }
}
