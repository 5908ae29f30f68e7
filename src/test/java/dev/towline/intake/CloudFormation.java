package dev.towline.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A CloudFormation template with its references resolved, as far as a machine without AWS can. Whatever refers to nothing fails.
 * A resource is known by the value given for it, else by {@code <name>}; its attributes by {@code <name.Attribute>}.
 */
final class CloudFormation {

    /** What {@code Fn::GetAtt} offers, of the types that we use. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference (2026-11) */
    private static final Map<String, List<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("AWS::SQS::Queue", List.of("Arn", "QueueName", "QueueUrl")),
            Map.entry("AWS::KMS::Key", List.of("Arn", "KeyId")),
            Map.entry("AWS::S3::Bucket", List.of("Arn", "DomainName")),
            Map.entry("AWS::IAM::Role", List.of("Arn", "RoleId")),
            Map.entry("AWS::ApiGateway::RestApi", List.of("RootResourceId", "RestApiId")),
            Map.entry("AWS::ApiGateway::DomainName", List.of("RegionalDomainName", "RegionalHostedZoneId")),
            Map.entry("AWS::EC2::EIP", List.of("AllocationId", "PublicIp")),
            Map.entry("AWS::EC2::SecurityGroup", List.of("GroupId")),
            Map.entry("AWS::Logs::LogGroup", List.of("Arn")),
            Map.entry("AWS::RDS::DBCluster", List.of("Endpoint.Address", "Endpoint.Port", "DBClusterArn")),
            Map.entry("AWS::ECS::Service", List.of("Name", "ServiceArn")),
            Map.entry("AWS::ElasticLoadBalancingV2::LoadBalancer", List.of("DNSName", "LoadBalancerFullName")),
            Map.entry("AWS::ElasticLoadBalancingV2::TargetGroup", List.of("TargetGroupFullName")));
    private static final List<String> PSEUDO = List.of("AWS::Partition", "AWS::Region", "AWS::AccountId", "AWS::URLSuffix", "AWS::NoValue", "AWS::StackName");
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

    private final Map<String, Object> template;
    private final Map<String, String> values;

    private CloudFormation(Map<String, Object> template, Map<String, String> values) {
        this.template = template;
        this.values = values;
    }

    /** @param values of parameters without a default, and of resources whose value matters */
    static CloudFormation read(Path file, Map<String, String> values) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new CloudFormation(new Yaml(new Tags()).load(in), values);
        }
    }

    /** A part of the template, resolved. */
    Object get(String... path) {
        Object part = template;
        for (var step : path) {
            part = ((Map<?, ?>) part).get(step);
        }
        return resolve(part);
    }

    Map<String, Object> section(String name) {
        return map(template.getOrDefault(name, Map.of()));
    }

    Map<String, Object> properties(String resource) {
        return map(get("Resources", resource, "Properties"));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private Object resolve(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list.stream().map(this::resolve).toList());
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.size() == 1 && map.keySet().iterator().next() instanceof String key && (key.equals("Ref") || key.startsWith("Fn::"))) {
            return call(key, map.get(key));
        }
        var resolved = new LinkedHashMap<String, Object>();
        map.forEach((key, inner) -> resolved.put((String) key, resolve(inner)));
        return resolved;
    }

    private Object call(String function, Object argument) {
        return switch (function) {
            case "Ref" -> ref((String) argument);
            case "Fn::GetAtt" -> attribute((String) argument);
            case "Fn::Sub" -> argument instanceof List<?> list ? substituted((String) list.get(0), map(list.get(1))) : substituted((String) argument, Map.of());
            case "Fn::FindInMap" -> get("Mappings", step(argument, 0), step(argument, 1), step(argument, 2));
            case "Fn::If" -> either((List<?>) argument);
            case "Fn::ImportValue" -> "<import " + resolve(argument) + ">";
            case "Fn::Join" -> "<join " + resolve(((List<?>) argument).get(1)) + ">";
            case "Fn::Select" -> "<of " + resolve(((List<?>) argument).get(1)) + ">";
            case "Fn::GetAZs" -> "<zones>";
            case "Fn::Cidr" -> "<ranges of " + resolve(((List<?>) argument).getFirst()) + ">";
            case "Fn::Not" -> !(Boolean) resolve(((List<?>) argument).getFirst());
            case "Fn::Equals" -> resolve(((List<?>) argument).get(0)).equals(resolve(((List<?>) argument).get(1)));
            default -> throw new IllegalArgumentException("unknown function " + function);
        };
    }

    private String substituted(String text, Map<String, Object> own) {
        return PLACE.matcher(text).replaceAll(match -> {
            var name = match.group(1);
            return Matcher.quoteReplacement(own.containsKey(name) ? String.valueOf(resolve(own.get(name))) : name.contains(".") ? attribute(name) : ref(name));
        });
    }

    /** As if the condition held; what stands for the other case has to lead somewhere all the same. */
    private Object either(List<?> argument) {
        if (!map(template.getOrDefault("Conditions", Map.of())).containsKey((String) argument.getFirst())) {
            throw new IllegalArgumentException("no condition is called " + argument.getFirst());
        }
        resolve(argument.get(2));
        return resolve(argument.get(1));
    }

    private static String step(Object arguments, int at) {
        return (String) ((List<?>) arguments).get(at);
    }

    private String ref(String name) {
        if (values.containsKey(name)) {
            return values.get(name);
        }
        if (section("Parameters").get(name) instanceof Map<?, ?> parameter) {
            return String.valueOf(parameter.get("Default"));
        }
        if (PSEUDO.contains(name) || section("Resources").containsKey(name)) {
            return "<" + name + ">";
        }
        throw new IllegalArgumentException("nothing is called " + name);
    }

    private String attribute(String path) {
        var dot = path.indexOf('.');
        var resource = path.substring(0, dot);
        var attribute = path.substring(dot + 1);
        if (!(section("Resources").get(resource) instanceof Map<?, ?> found)
                || !ATTRIBUTES.getOrDefault((String) found.get("Type"), List.of()).contains(attribute)) {
            throw new IllegalArgumentException("nothing offers " + path);
        }
        return "<" + path + ">";
    }

    /** CloudFormation's short forms: {@code !Ref x} is {@code {"Ref": x}}, {@code !Sub x} is {@code {"Fn::Sub": x}}. */
    private static final class Tags extends SafeConstructor {

        Tags() {
            super(new LoaderOptions());
            for (var tag : List.of("Ref", "GetAtt", "Sub", "FindInMap", "If", "Not", "Equals", "ImportValue", "Join", "Select", "GetAZs", "Cidr")) {
                yamlConstructors.put(new org.yaml.snakeyaml.nodes.Tag("!" + tag), new AbstractConstruct() {
                    @Override
                    public Object construct(Node node) {
                        var call = new HashMap<String, Object>();
                        call.put(tag.equals("Ref") ? "Ref" : "Fn::" + tag, switch (node) {
                            case ScalarNode scalar -> scalar.getValue();
                            case SequenceNode sequence -> constructSequence(sequence);
                            case MappingNode mapping -> constructMapping(mapping);
                            default -> throw new IllegalArgumentException(node.toString());
                        });
                        return call;
                    }
                });
            }
        }
    }
}
