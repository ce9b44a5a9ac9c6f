package dev.mayday.notification.twilio;

import dev.mayday.notification.Receipts;
import dev.mayday.notification.Replies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the provider says of text messages, and the text messages that people send us. */
@Path(Callbacks.PATH + "/sms")
@PermitAll
class TextCallbacks {
    private final Callbacks callbacks;
    private final Receipts receipts;
    private final Replies replies;

    TextCallbacks(Callbacks callbacks, Receipts receipts, Replies replies) {
        this.callbacks = callbacks;
        this.receipts = receipts;
        this.replies = replies;
    }

    /** It may come twice, out of order, and before the provider's answer to the message itself. */
    @POST
    @Path("{delivery}/status")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Void> status(@Nullable String body, @Context HttpServerRequest request) {
        var said = callbacks.checked(request, body);
        var message = either(said, "MessageSid", "SmsSid");
        var status = either(said, "MessageStatus", "SmsStatus");
        var receipt = status == null ? null : Status.ofText(status, said.first("ErrorCode"));
        return message == null || receipt == null
                ? Uni.createFrom().voidItem()
                : receipts.arrived(TwilioApi.NAME, message, receipt);
    }

    @POST
    @Path("incoming")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> incoming(@Nullable String body, @Context HttpServerRequest request) {
        var said = callbacks.checked(request, body);
        var key = either(said, "MessageSid", "SmsSid");
        var from = said.first("From");
        var to = said.first("To");
        var taken =
                key == null || from == null || to == null
                        ? Uni.createFrom().voidItem()
                        : replies.text(from, to, text(said), key);
        return taken.map(done -> VoiceCallbacks.xml(Twiml.nothing()));
    }

    private static String text(Form said) {
        var text = said.first("Body");
        return text == null ? "" : text;
    }

    /** Older and other servers have the second name. */
    private static @Nullable String either(Form said, String name, String other) {
        var first = said.first(name);
        return first != null ? first : said.first(other);
    }
}
