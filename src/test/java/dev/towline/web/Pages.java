package dev.towline.web;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Renders our templates as the application does, without the application: same files, same texts, same escaping. */
final class Pages {

    private static final Engine ENGINE = engine();

    private Pages() {}

    static String render(String template, Map<String, Object> data) {
        var instance = ENGINE.getTemplate(template).instance();
        data.forEach(instance::data);
        return instance.render();
    }

    private static Engine engine() {
        var texts = new NamespaceResolver[1];
        EngineBuilder builder = Engine.builder().addDefaults().addValueResolver(new ReflectionValueResolver()).addValueResolver(ValueResolvers.rawResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .addLocator(Pages::locate)
                .addNamespaceResolver(NamespaceResolver.builder("msg").resolve(context -> texts[0].resolve(context)).build())
                .strictRendering(true);
        var engine = builder.build();
        texts[0] = NamespaceResolver.builder("msg").resolveAsync(context -> message(engine, context)).build();
        return engine;
    }

    private static CompletionStage<Object> message(Engine engine, EvalContext context) {
        var method = Arrays.stream(Texts.class.getMethods()).filter(text -> text.getName().equals(context.getName())).findFirst().orElseThrow();
        var text = engine.parse(method.getAnnotation(Message.class).value()).instance();
        var names = method.getParameters();
        CompletionStage<?> filled = java.util.concurrent.CompletableFuture.completedStage(null);
        for (var i = 0; i < names.length; i++) {
            var name = names[i].getName();
            Expression value = context.getParams().get(i);
            filled = filled.thenCompose(before -> context.evaluate(value)).thenAccept(result -> text.data(name, result));
        }
        return filled.thenApply(all -> (Object) text.render());
    }

    private static Optional<TemplateLocator.TemplateLocation> locate(String id) {
        var resource = Pages.class.getResource("/templates/" + id + ".html");
        return resource == null ? Optional.empty() : Optional.of(new TemplateLocator.TemplateLocation() {
            @Override
            public Reader read() {
                try {
                    return new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public Optional<Variant> getVariant() {
                return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
            }
        });
    }
}
