package dev.mneme.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.WebhookSecret;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  @Test
  void signatureIsTheOneOfTheExampleOfStandardWebhooks() {
    var secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    byte[] body = "{\"test\": 2432232314}".getBytes(UTF_8);

    String signature = Signature.of(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, body);

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void secretThatIsMadeIsAsGoodAsAGivenOneAndDoesNotShowItself() {
    var secret = WebhookSecret.random(new Random(1));

    assertThat(new WebhookSecret(secret.reveal()).key()).isEqualTo(secret.key()).hasSize(32);
    assertThat(secret).hasToString("(secret)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "fifteen-letters",
        "with spaces in it all",
        "whsec_",
        "whsec_no base64!!!",
        "whsec_c2hvcnQ=",
        "bell\u0007bell\u0007bell\u0007bell",
        "schlüsselschlüssel"
      })
  void weakOrUnsendableSecretIsRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> new WebhookSecret(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The secret of a webhook must")
        .satisfies(e ->
            assertThat(text.length() > 6 && String.valueOf(e.getMessage()).contains(text))
                .isFalse());
  }
}
