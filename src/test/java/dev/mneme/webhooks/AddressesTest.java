package dev.mneme.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.19.255.255",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::7f00:1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void specialAddressIsNotPublic(String address) {
    assertThat(Addresses.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::200e",
        "2001:4860:4860::8888"
      })
  void otherAddressIsPublic(String address) {
    assertThat(Addresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void hostWithOnePrivateAddressAmongOthersIsRefusedAsAWhole() {
    var addresses = new Addresses(host -> literals("1.1.1.1", "10.0.0.1"), false);

    assertThatThrownBy(() -> addresses.of("both.example"))
        .isInstanceOf(ForbiddenAddressException.class)
        .hasMessageContainingAll("both.example", "MNEME_WEBHOOK_PRIVATE")
        .hasMessageNotContaining("10.0.0.1");
  }

  @Test
  void settingAllowsEveryAddress() throws UnknownHostException {
    var addresses = new Addresses(host -> literals("10.0.0.1"), true);

    assertThat(addresses.of("inside.example")).isEqualTo(literals("10.0.0.1"));
  }

  private static List<InetAddress> literals(String... texts) {
    return Stream.of(texts).map(InetAddress::ofLiteral).toList();
  }
}
