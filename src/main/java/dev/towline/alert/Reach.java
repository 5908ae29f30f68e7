package dev.towline.alert;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses may be called at an administrator's wish: those of the open Internet. The rest is what
 * https://www.iana.org/assignments/iana-ipv4-special-registry and its like for IPv6 set apart (2026-11), and addresses of IPv6 that wrap one of IPv4.
 *
 * @param within whether this machine and private networks may be called, too: in a company's own network they are where its chat is.
 *               Link-local addresses never are, because clouds tell secrets there
 */
record Reach(boolean within) {

    private record Block(byte[] begin, int bits) {

        static Block of(String begin, int bits) {
            // An address in figures: nothing is looked up.
            return new Block(InetAddress.ofLiteral(begin).getAddress(), bits);
        }

        boolean has(byte[] address) {
            if (address.length != begin.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (begin[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> PRIVATE = List.of(
            Block.of("10.0.0.0", 8), Block.of("172.16.0.0", 12), Block.of("192.168.0.0", 16), Block.of("127.0.0.0", 8), Block.of("100.64.0.0", 10),
            Block.of("fc00::", 7), Block.of("::1", 128));

    private static final List<Block> NEVER = List.of(
            Block.of("0.0.0.0", 8), Block.of("169.254.0.0", 16), Block.of("192.0.0.0", 24), Block.of("192.0.2.0", 24), Block.of("192.88.99.0", 24),
            Block.of("198.18.0.0", 15), Block.of("198.51.100.0", 24), Block.of("203.0.113.0", 24), Block.of("224.0.0.0", 4), Block.of("240.0.0.0", 4));

    /** Of IPv6, what is handed out; the rest of it is set apart, or wraps addresses of IPv4. */
    private static final Block GLOBAL = Block.of("2000::", 3);
    private static final List<Block> NOT_GLOBAL = List.of(Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("2002::", 16), Block.of("3fff::", 20));

    boolean allows(InetAddress address) {
        var bytes = address.getAddress();
        if (PRIVATE.stream().anyMatch(block -> block.has(bytes))) {
            return within;
        }
        return address instanceof Inet4Address
                ? NEVER.stream().noneMatch(block -> block.has(bytes))
                : GLOBAL.has(bytes) && NOT_GLOBAL.stream().noneMatch(block -> block.has(bytes));
    }
}
