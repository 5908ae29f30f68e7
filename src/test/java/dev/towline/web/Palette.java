package dev.towline.web;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import javax.imageio.ImageIO;

/** Makes a picture of a page a third as large: its 256 most frequent colours, and for every other the nearest of them. */
final class Palette {

    private static final int COLOURS = 256;
    private static final int KIND = 0xf0f0f0;

    private Palette() {}

    static byte[] of(byte[] png) throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(png));
        var kinds = new HashSet<Integer>();
        var pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        var counts = new HashMap<Integer, Integer>();
        for (var pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        // One of each kind of colour: else the many greys of letters push out a colour that a single word has.
        var palette = counts.entrySet().stream().sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .filter(colour -> kinds.add(colour.getKey() & KIND)).limit(COLOURS).mapToInt(Map.Entry::getKey).toArray();
        var nearest = new HashMap<Integer, Integer>();
        counts.keySet().forEach(colour -> nearest.put(colour, nearest(palette, colour)));
        var reduced = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, palette, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE));
        var indexes = new int[pixels.length];
        for (var i = 0; i < pixels.length; i++) {
            indexes[i] = nearest.get(pixels[i]);
        }
        reduced.getRaster().setPixels(0, 0, picture.getWidth(), picture.getHeight(), indexes);
        var written = new ByteArrayOutputStream();
        ImageIO.write(reduced, "png", written);
        return written.toByteArray();
    }

    private static int nearest(int[] palette, int colour) {
        var best = 0;
        for (var i = 1; i < palette.length; i++) {
            if (distance(palette[i], colour) < distance(palette[best], colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        var distance = 0;
        for (var shift = 0; shift <= 16; shift += 8) {
            var difference = (one >> shift & 0xff) - (other >> shift & 0xff);
            distance += difference * difference;
        }
        return distance;
    }
}
