package dev.mneme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.config.Setting;
import dev.mneme.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerMainTest {
  @Test
  void serverAnswersAsSoonAsItIsStarted() {
    try (TestServer server = TestServer.start()) {
      assertThat(server.port()).isPositive();
      server.get("/v1/health/").ok();
      server.get("/v1/ready/").ok();
    }
  }

  @Test
  void portInUseIsToldAndNothingStaysOpen() {
    try (TestServer first = TestServer.start()) {
      var settings = Map.of(Setting.PORT, String.valueOf(first.port()));

      assertThatThrownBy(() -> TestServer.start(settings))
          .hasMessageContaining("cannot listen on 127.0.0.1:" + first.port());
    }
  }

  @Test
  void closingTwiceIsFine() {
    TestServer server = TestServer.start();
    server.close();
    server.close();

    assertThat(server.data()).doesNotExist();
  }
}
