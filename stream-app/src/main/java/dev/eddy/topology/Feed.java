package dev.eddy.topology;

import dev.eddy.signal.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic that gives some channels of a signal, where several topics make one.
 *
 * @param topic of it
 * @param first of the channels, from 0
 * @param channels how many, 1 or more
 * @param rate of its samples, Hz; 0 for that of the model
 */
public record Feed(String topic, int first, int channels, double rate) {

    private static final Pattern TEXT =
            Pattern.compile("([A-Za-z0-9._-]{1,249})=(\\d{1,5})(?:-(\\d{1,5}))?(?:@(\\d{1,9}(?:\\.\\d{1,9})?))?");

    /**
     * Reads feeds as a user writes them: {@code TOPIC=CHANNEL}, {@code TOPIC=FIRST-LAST}, with {@code @HERTZ} behind where it
     * is not the model's rate, joined by commas.
     *
     * @param text of them
     * @return the feeds, that which leads first
     * @throws IllegalArgumentException when they are not written like that
     */
    public static List<Feed> parse(String text) {
        List<Feed> feeds = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Matcher matcher = TEXT.matcher(one.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "topics that make one signal must be written as TOPIC=FIRST-LAST@HERTZ,"
                                + " joined by commas, like imu=0-5,audio=6@8000, but one was '" + one + "'");
            }
            int first = Integer.parseInt(matcher.group(2));
            int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
            double rate = matcher.group(4) == null ? 0 : Double.parseDouble(matcher.group(4));
            feeds.add(new Feed(matcher.group(1), first, last - first + 1, rate));
        }
        return List.copyOf(feeds);
    }

    /** What its samples are made of. */
    SignalSpec signal(SignalSpec model) {
        return new SignalSpec(channels, rate == 0 ? model.sampleRate() : rate);
    }

    /**
     * Checks that some feeds make up a signal.
     *
     * @param feeds of it
     * @param signal that the model listens to
     * @throws IllegalArgumentException when a channel is missing or comes twice, or a topic comes twice
     */
    public static void require(List<Feed> feeds, SignalSpec signal) {
        int[] given = new int[signal.channels()];
        for (Feed feed : feeds) {
            if (feed.channels < 1 || feed.first + feed.channels > given.length) {
                throw new IllegalArgumentException(feed.topic + " must give channels from 0 to " + (given.length - 1)
                        + ", the lower one first, but gives " + feed.first + " to " + (feed.first + feed.channels - 1)
                        + ": correct --fuse");
            }
            if (feed.rate > signal.sampleRate()) {
                throw new IllegalArgumentException(feed.topic + " must come at the model's rate, " + signal.sampleRate()
                        + " Hz, or a lower one, but comes at " + feed.rate + ": train the model at that rate");
            }
            for (int i = feed.first; i < feed.first + feed.channels; i++) {
                given[i]++;
            }
        }
        for (int i = 0; i < given.length; i++) {
            if (given[i] != 1) {
                throw new IllegalArgumentException("each of the model's " + given.length
                        + " channels must come from one topic but channel " + i + " comes from " + given[i]
                        + ": correct --fuse");
            }
        }
        if (feeds.stream().map(Feed::topic).distinct().count() < feeds.size()) {
            throw new IllegalArgumentException(
                    "each topic must be named once but one comes twice in " + feeds + ": correct --fuse");
        }
    }
}
