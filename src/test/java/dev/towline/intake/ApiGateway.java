package dev.towline.intake;

import static dev.towline.intake.CloudFormation.map;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/**
 * Does with one call what API Gateway does according to {@code deploy/api-gateway.yaml}: mapping templates on a real Velocity
 * engine, in which only the documented variables exist and a wrong one fails, and the service that the integration names.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html (2026-11)
 */
final class ApiGateway {

    static final Path TEMPLATE = Path.of("deploy/api-gateway.yaml");
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html (2026-11)
    private static final int PAYLOAD_LIMIT = 10 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The service behind the integration: request headers and body → answer. */
    interface Service {
        Reply call(Map<String, String> headers, String body) throws IOException, InterruptedException;
    }

    record Reply(int status, String body) {}

    record Answer(int status, Map<String, String> headers, String body) {}

    private final CloudFormation stack;
    private final Service service;
    private final Clock clock;
    private final VelocityEngine velocity = new VelocityEngine();

    ApiGateway(Map<String, String> values, Service service, Clock clock) throws IOException {
        this.stack = CloudFormation.read(TEMPLATE, values);
        this.service = service;
        this.clock = clock;
        velocity.setProperty("runtime.strict_mode.enable", true);
        velocity.setProperty("parser.allow_hyphen_in_identifiers", true);
        velocity.init();
    }

    /** The gateway before a real SQS protocol. */
    static ApiGateway before(URI sqs, String queueUrl) throws IOException {
        return new ApiGateway(Map.of("AppUrl", "https://towline.example", "Deliveries", queueUrl), (headers, body) -> {
            try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                var request = HttpRequest.newBuilder(sqs).POST(HttpRequest.BodyPublishers.ofString(body));
                headers.forEach(request::header);
                var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                return new Reply(reply.statusCode(), reply.body());
            }
        }, Clock.systemUTC());
    }

    Answer post(String token, Map<String, String> headers, byte[] body) {
        if (body.length > PAYLOAD_LIMIT) {
            return ofItsOwn("REQUEST_TOO_LARGE");
        }
        var integration = map(stack.properties("Post").get("Integration"));
        var type = headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(header -> header.getValue().replaceFirst(";.*", "").strip()).findFirst().orElse("application/json");
        var template = map(integration.get("RequestTemplates")).get(type);
        if (template == null) {
            return ofItsOwn("UNSUPPORTED_MEDIA_TYPE");
        }
        var input = new Input(payload(integration, body), new LinkedHashMap<>(Map.of(
                "path", Map.of("token", token), "querystring", Map.of(), "header", new LinkedHashMap<>(headers))));
        var request = render((String) template, input, new HashMap<>());
        Reply reply;
        try {
            reply = service.call(constants(integration.get("RequestParameters"), "integration.request.header."), request);
        } catch (IOException unreachable) {
            return ofItsOwn("DEFAULT_5XX");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return answer(integration, reply);
    }

    /** Bytes pass a template as base64 when their type is declared binary and they are to be text. */
    private String payload(Map<String, Object> integration, byte[] body) {
        var isBinary = List.of("*/*").equals(stack.properties("Api").get("BinaryMediaTypes"));
        return isBinary && "CONVERT_TO_TEXT".equals(integration.get("ContentHandling"))
                ? Base64.getEncoder().encodeToString(body)
                : new String(body, StandardCharsets.UTF_8);
    }

    private Answer answer(Map<String, Object> integration, Reply reply) {
        var responses = ((List<?>) integration.get("IntegrationResponses")).stream().map(CloudFormation::map).toList();
        var response = responses.stream()
                .filter(candidate -> candidate.get("SelectionPattern") instanceof String pattern && String.valueOf(reply.status()).matches(pattern)).findFirst()
                .orElseGet(() -> responses.stream().filter(candidate -> !candidate.containsKey("SelectionPattern")).findFirst().orElseThrow());
        var overrides = new HashMap<String, Object>();
        var body = render((String) map(response.get("ResponseTemplates")).get("application/json"), new Input(reply.body(), Map.of()), overrides);
        var status = overrides.getOrDefault("status", response.get("StatusCode"));
        return new Answer(Integer.parseInt(String.valueOf(status)), constants(response.get("ResponseParameters"), "method.response.header."), body.strip());
    }

    private Answer ofItsOwn(String type) {
        var resource = stack.section("Resources").keySet().stream().filter(name -> stack.get("Resources", name, "Type").equals("AWS::ApiGateway::GatewayResponse"))
                .map(stack::properties).filter(response -> response.get("ResponseType").equals(type)).findFirst().orElseThrow();
        return new Answer(Integer.parseInt((String) resource.get("StatusCode")), constants(resource.get("ResponseParameters"), "gatewayresponse.header."),
                (String) map(resource.get("ResponseTemplates")).get("application/json"));
    }

    private static Map<String, String> constants(Object parameters, String prefix) {
        var constants = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        if (parameters != null) {
            map(parameters).forEach((name, value) -> constants.put(name.substring(prefix.length()), ((String) value).replaceAll("^'|'$", "")));
        }
        return constants;
    }

    private String render(String template, Input input, Map<String, Object> responseOverride) {
        var out = new StringWriter();
        velocity.evaluate(new VelocityContext(new HashMap<>(Map.of(
                "input", input,
                "util", new Util(),
                "stageVariables", stack.properties("Stage").get("Variables"),
                "context", Map.of("requestTimeEpoch", clock.millis(), "responseOverride", responseOverride)))), out, "mapping template", template);
        return out.toString();
    }

    /** {@code $input}. Public, as Velocity demands. */
    public static final class Input {

        private final String body;
        private final Map<String, Object> params;

        Input(String body, Map<String, Object> params) {
            this.body = body;
            this.params = params;
        }

        public String getBody() {
            return body;
        }

        public Map<String, Object> params() {
            return params;
        }

        public String params(String name) {
            return List.of("path", "querystring", "header").stream().map(place -> (String) map(params.get(place)).get(name))
                    .filter(java.util.Objects::nonNull).findFirst().orElse("");
        }

        /** Whole documents only. */
        public String json(String path) {
            if (!path.equals("$")) {
                throw new IllegalArgumentException(path);
            }
            return body;
        }

        /** Fields of the first level only. */
        public Object path(String path) throws IOException {
            return JSON.readTree(body).required(path.substring("$.".length())).asText();
        }
    }

    /** {@code $util}. */
    public static final class Util {

        public String base64Encode(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
