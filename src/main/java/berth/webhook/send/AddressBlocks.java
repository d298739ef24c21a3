package berth.webhook.send;

import java.net.InetAddress;
import java.util.stream.Stream;

/**
 * The blocks of addresses that are not on the public Internet, from the registries of
 * special-purpose addresses: <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a> and <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>. Of IPv6 only what is
 * allocated for the Internet counts as public, without the blocks in it that translate to IPv4
 * addresses.
 */
final class AddressBlocks {

  private static final int IPV4_BYTES = 4;

  /** The first bytes of an address, and how many bits of them count. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(int bits, int... bytes) {

    boolean contains(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (bytes[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private AddressBlocks() {}

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == IPV4_BYTES) {
      return notPublicIpv4().noneMatch(block -> block.contains(bytes));
    }
    return new Block(3, 0x20).contains(bytes)
        && translated().noneMatch(block -> block.contains(bytes));
  }

  private static Stream<Block> notPublicIpv4() {
    return Stream.of(
        new Block(8, 0),
        new Block(8, 10),
        new Block(10, 100, 64),
        new Block(8, 127),
        new Block(16, 169, 254),
        new Block(12, 172, 16),
        new Block(24, 192, 0, 0),
        new Block(24, 192, 0, 2),
        new Block(24, 192, 88, 99),
        new Block(16, 192, 168),
        new Block(15, 198, 18),
        new Block(24, 198, 51, 100),
        new Block(24, 203, 0, 113),
        // multicast, reserved and broadcast
        new Block(3, 224));
  }

  /** Teredo, documentation and 6to4. */
  private static Stream<Block> translated() {
    return Stream.of(
        new Block(32, 0x20, 0x01, 0, 0),
        new Block(32, 0x20, 0x01, 0x0d, 0xb8),
        new Block(16, 0x20, 0x02),
        new Block(20, 0x3f, 0xff, 0x00));
  }
}
