package dev.mayday.notification.twilio;

import dev.mayday.notification.Calls;
import dev.mayday.notification.Calls.Script;
import dev.mayday.notification.Receipt;
import dev.mayday.notification.Receipts;
import dev.mayday.wire.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What a call says, which key was pressed in it, and what became of it. */
@Path(Callbacks.PATH + "/voice/{delivery}")
@PermitAll
class VoiceCallbacks {
    private final Callbacks callbacks;
    private final Calls calls;
    private final Receipts receipts;

    VoiceCallbacks(Callbacks callbacks, Calls calls, Receipts receipts) {
        this.callbacks = callbacks;
        this.calls = calls;
        this.receipts = receipts;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> answered(
            @PathParam("delivery") String delivery, @Context HttpServerRequest request) {
        return say(delivery, callbacks.checked(request, null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> answered(
            @PathParam("delivery") String delivery,
            @Nullable String body,
            @Context HttpServerRequest request) {
        return say(delivery, callbacks.checked(request, body));
    }

    @GET
    @Path("open")
    @Operation(hidden = true)
    public Uni<Response> open(
            @PathParam("delivery") String delivery, @Context HttpServerRequest request) {
        return tell(delivery, callbacks.checked(request, null));
    }

    @POST
    @Path("open")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> open(
            @PathParam("delivery") String delivery,
            @Nullable String body,
            @Context HttpServerRequest request) {
        return tell(delivery, callbacks.checked(request, body));
    }

    @GET
    @Path("key")
    @Operation(hidden = true)
    public Uni<Response> key(
            @PathParam("delivery") String delivery, @Context HttpServerRequest request) {
        return press(delivery, callbacks.checked(request, null));
    }

    @POST
    @Path("key")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> key(
            @PathParam("delivery") String delivery,
            @Nullable String body,
            @Context HttpServerRequest request) {
        return press(delivery, callbacks.checked(request, body));
    }

    @POST
    @Path("status")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Void> status(@Nullable String body, @Context HttpServerRequest request) {
        var said = callbacks.checked(request, body);
        var status = said.first("CallStatus");
        return status == null
                ? Uni.createFrom().voidItem()
                : note(said, Status.ofCall(status, said.first("AnsweredBy")));
    }

    /** A machine is told nothing: whoever hears it later may not be whom it is for. */
    private Uni<Response> say(String delivery, Form said) {
        var answeredBy = said.first("AnsweredBy");
        if (answeredBy != null && Status.isMachine(answeredBy)) {
            return note(said, Status.ofCall("completed", answeredBy))
                    .map(done -> xml(Twiml.hangUp()));
        }
        var id = Ids.parse(delivery);
        return calls.opening(id)
                .map(script ->
                        answer(
                                script,
                                one ->
                                        Twiml.begin(
                                                one,
                                                one.opens()
                                                        ? callbacks.open(id)
                                                        : callbacks.key(id))));
    }

    /** Whoever pressed a key to hear the rest is there, and nobody else is meant to be. */
    private Uni<Response> tell(String delivery, Form said) {
        var id = Ids.parse(delivery);
        var action = callbacks.key(id);
        return note(said, new Receipt.Arrived())
                .flatMap(done -> calls.script(id))
                .map(script -> answer(script, one -> Twiml.begin(one, action)));
    }

    /** Whoever presses a key is there. */
    private Uni<Response> press(String delivery, Form said) {
        var id = Ids.parse(delivery);
        var key = said.first("Digits");
        var call = said.first("CallSid");
        var next =
                key == null || call == null
                        ? calls.script(id)
                        : note(said, new Receipt.Arrived())
                                .flatMap(done -> calls.pressed(id, call, key));
        var action = callbacks.key(id);
        return next.map(script -> answer(script, one -> Twiml.goOn(one, action)));
    }

    private Uni<Void> note(Form said, @Nullable Receipt receipt) {
        var call = said.first("CallSid");
        return call == null || receipt == null
                ? Uni.createFrom().voidItem()
                : receipts.arrived(TwilioApi.NAME, call, receipt);
    }

    private static Response answer(@Nullable Script script, Function<Script, String> twiml) {
        return xml(script == null ? Twiml.hangUp() : twiml.apply(script));
    }

    static Response xml(String twiml) {
        return Response.ok(twiml, "text/xml;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .build();
    }
}
