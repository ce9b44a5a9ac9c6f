package dev.mayday.contract;

import java.util.Set;

/** The HTTP calls that there must be, as the protocol lists them. */
final class Protocol {
    private Protocol() {}

    static final Set<String> OPEN_TO_ALL =
            Set.of(
                    "/v1/users POST",
                    "/v1/sessions POST",
                    "/v1/sessions/refresh POST",
                    "/v1/password-resets POST",
                    "/v1/password-resets/confirm POST",
                    "/v1/invitations/{} GET",
                    "/v1/invitations/{}/accept POST",
                    "/v1/invitations/{}/decline POST",
                    "/v1/links/{}/session POST");

    static final Set<String> CALLS =
            Set.of(
                    "/v1/users POST",
                    "/v1/sessions POST",
                    "/v1/sessions DELETE",
                    "/v1/sessions/refresh POST",
                    "/v1/password-resets POST",
                    "/v1/password-resets/confirm POST",
                    "/v1/me GET",
                    "/v1/me PATCH",
                    "/v1/me DELETE",
                    "/v1/me/password POST",
                    "/v1/me/email/verification POST",
                    "/v1/me/email/verification/confirm POST",
                    "/v1/me/phone/verification POST",
                    "/v1/me/phone/verification/confirm POST",
                    "/v1/me/pins PUT",
                    "/v1/me/export GET",
                    "/v1/me/readiness GET",
                    "/v1/me/escalation GET",
                    "/v1/me/escalation PUT",
                    "/v1/me/devices GET",
                    "/v1/me/devices POST",
                    "/v1/me/devices/{} DELETE",
                    "/v1/me/push-subscriptions GET",
                    "/v1/me/push-subscriptions POST",
                    "/v1/me/push-subscriptions/{} DELETE",
                    "/v1/contacts GET",
                    "/v1/contacts POST",
                    "/v1/contacts/{} GET",
                    "/v1/contacts/{} PATCH",
                    "/v1/contacts/{} DELETE",
                    "/v1/contacts/{}/channels/{}/verification POST",
                    "/v1/contacts/{}/channels/{}/verification/confirm POST",
                    "/v1/invitations/{} GET",
                    "/v1/invitations/{}/accept POST",
                    "/v1/invitations/{}/decline POST",
                    "/v1/guarding GET",
                    "/v1/guarding/{} DELETE",
                    "/v1/alerts GET",
                    "/v1/alerts POST",
                    "/v1/alerts/{} GET",
                    "/v1/alerts/{}/timeline GET",
                    "/v1/alerts/{}/deliveries GET",
                    "/v1/alerts/{}/views GET",
                    "/v1/alerts/{}/report GET",
                    "/v1/alerts/{}/track GET",
                    "/v1/alerts/{}/track.{} GET",
                    "/v1/alerts/{}.cap.xml GET",
                    "/v1/alerts/{}/acknowledge POST",
                    "/v1/alerts/{}/decline POST",
                    "/v1/alerts/{}/resolve POST",
                    "/v1/alerts/{}/cancel POST",
                    "/v1/alerts/{}/links GET",
                    "/v1/alerts/{}/links POST",
                    "/v1/links/{} DELETE",
                    "/v1/links/{}/session POST");
}
