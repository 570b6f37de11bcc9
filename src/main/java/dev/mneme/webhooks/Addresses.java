package dev.mneme.webhooks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the addresses of receivers, and refuses those that only this network reaches: who may make
 * a webhook must not reach with it what he cannot reach himself.
 *
 * @param names what knows the addresses of a host
 * @param anywhere whether all addresses are allowed
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">Special addresses</a>
 */
record Addresses(Names names, boolean anywhere) {
  private static final List<AddressBlock> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10", // shared, of providers
              "127.0.0.0/8",
              "169.254.0.0/16", // link-local, and where clouds keep keys
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3", // multicast, reserved, broadcast
              "2001::/23", // tunnels, which may lead to any IPv4 address
              "2001:db8::/32",
              "2002::/16", // 6to4, the same
              "3fff::/20")
          .map(AddressBlock::of)
          .toList();

  /** All of IPv6 that is given to the public so far; what translates to IPv4 is outside of it. */
  private static final AddressBlock PUBLIC_IPV6 = AddressBlock.of("2000::/3");

  /** Knows the addresses of hosts. */
  @FunctionalInterface
  interface Names {
    /** All addresses of a host, at least one. */
    List<InetAddress> lookUp(String host) throws UnknownHostException;

    /** What this machine says. */
    static Names ofSystem() {
      return host -> List.of(InetAddress.getAllByName(host));
    }
  }

  /**
   * The addresses that a receiver may be connected at.
   *
   * @throws ForbiddenAddressException if one of them is not allowed; the others are not used then:
   *     such a name is made for those who check only once
   * @throws UnknownHostException if there are none
   */
  List<InetAddress> of(String host) throws UnknownHostException {
    List<InetAddress> found = names.lookUp(host);
    for (InetAddress address : found) {
      if (!anywhere && !isPublic(address)) {
        throw new ForbiddenAddressException(host);
      }
    }
    return found;
  }

  static boolean isPublic(InetAddress address) {
    boolean given = address instanceof Inet4Address || PUBLIC_IPV6.contains(address);
    return given && NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
  }
}
