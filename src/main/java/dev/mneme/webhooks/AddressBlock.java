package dev.mneme.webhooks;

import java.net.InetAddress;

/**
 * A range of addresses, as {@code 10.0.0.0/8} writes it.
 *
 * @param bits how many of the first bits the addresses have in common
 */
record AddressBlock(InetAddress first, int bits) {
  static AddressBlock of(String text) {
    String[] parts = text.split("/", 2);
    return new AddressBlock(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
  }

  boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
