package dev.mneme.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who may listen where: without a key everybody who reaches the port may read and change all
 * memory, so without a key only this machine may reach it.
 */
public final class BindPolicy {
  private BindPolicy() {}

  /**
   * Returns if a server may listen on an address.
   *
   * @throws SettingsException with the reason and the remedy, if it would be open to the network
   */
  public static void require(String bind, @Nullable Secret apiKey) {
    if (apiKey == null && !isLoopback(bind)) {
      throw new SettingsException(
          ("Refusing to listen on %s without a key: everybody who can reach that address could read"
                  + " and change all memory. Set MNEME_API_KEY (or --api-key-file), or listen on"
                  + " 127.0.0.1.")
              .formatted(bind));
    }
  }

  /**
   * Whether only this machine reaches an address: every address that a name stands for is a
   * loopback one.
   *
   * @throws SettingsException if the name stands for no address
   */
  public static boolean isLoopback(String bind) {
    try {
      return Arrays.stream(InetAddress.getAllByName(bind)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException unknown) {
      throw new SettingsException(
          "Cannot listen on '%s': it is neither an address nor a known host name.".formatted(bind));
    }
  }
}
