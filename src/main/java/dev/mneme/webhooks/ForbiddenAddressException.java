package dev.mneme.webhooks;

import java.net.UnknownHostException;

/** A receiver is where webhooks must not go. */
final class ForbiddenAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddressException(String host) {
    super(
        ("'%s' has a private, loopback, link-local or otherwise special address, and webhooks go to"
                + " public ones only; MNEME_WEBHOOK_PRIVATE=yes lets them go anywhere")
            .formatted(host));
  }
}
