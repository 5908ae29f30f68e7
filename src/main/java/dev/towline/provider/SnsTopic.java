package dev.towline.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Amazon SNS topic, named by its ARN: which account it belongs to and which host speaks for it. Whatever SNS wants us to fetch
 * must stand on that host, so a message can lead us nowhere else.
 *
 * <p>Hosts: https://docs.aws.amazon.com/general/latest/gr/sns.html (2026-11). AWS's isolated partitions have other domains; nothing
 * in them can reach us.
 */
record SnsTopic(String arn, String region, String domain) {

    private static final Pattern ARN = Pattern.compile(
            "arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]{2,20}){1,2}-[0-9]{1,2}):[0-9]{12}:[A-Za-z0-9_-]{1,256}(?:\\.fifo)?");

    /** Empty when this is no topic's ARN. One that is holds no line break, on which the meaning of a signature depends. */
    static Optional<SnsTopic> of(String arn) {
        Matcher parts = ARN.matcher(arn);
        return parts.matches()
                ? Optional.of(new SnsTopic(arn, parts.group(2), parts.group(1).equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com"))
                : Optional.empty();
    }

    String host() {
        return "sns." + region + "." + domain;
    }
}
