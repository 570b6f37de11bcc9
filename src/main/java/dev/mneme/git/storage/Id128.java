package dev.mneme.git.storage;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * 128 random bits that name one transaction, or one life of a repository, among all there will ever
 * be.
 */
public record Id128(long high, long low) {

  /** A new id; the generator must be a secure one outside of simulations. */
  public static Id128 random(RandomGenerator random) {
    return new Id128(random.nextLong(), random.nextLong());
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
