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
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Renders our templates as the application does, without the application: same files, same texts, same escaping. */
final class Pages {

    private static final Engine ENGINE = engine();
    private static final ThreadLocal<Language> SPOKEN = ThreadLocal.withInitial(() -> Language.ENGLISH);

    private Pages() {}

    static String render(String template, Map<String, Object> data) {
        var instance = Optional.ofNullable(ENGINE.getTemplate(template)).orElseThrow(() -> new AssertionError("no template " + template)).instance();
        data.forEach(instance::data);
        return instance.render();
    }

    private static Engine engine() {
        // The texts are templates of their own, so what resolves them needs the engine that is still being built.
        var engine = new Engine[1];
        EngineBuilder builder = Engine.builder().addDefaults().addValueResolver(new ReflectionValueResolver()).addValueResolver(ValueResolvers.rawResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .addLocator(Pages::locate)
                .addNamespaceResolver(NamespaceResolver.builder("msg").resolveAsync(context -> message(Texts.class, engine[0], context)).build())
                .addNamespaceResolver(NamespaceResolver.builder("trace").resolveAsync(context -> message(TraceTexts.class, engine[0], context)).build())
                .addNamespaceResolver(NamespaceResolver.builder("setup").resolveAsync(context -> message(SetupTexts.class, engine[0], context)).build())
                .addNamespaceResolver(NamespaceResolver.builder("health").resolveAsync(context -> message(HealthTexts.class, engine[0], context)).build())
                .addNamespaceResolver(NamespaceResolver.builder("project").resolveAsync(context -> message(ProjectTexts.class, engine[0], context)).build())
                .addNamespaceResolver(NamespaceResolver.builder("manage").resolveAsync(context -> message(ManageTexts.class, engine[0], context)).build())
                .addNamespaceResolver(NamespaceResolver.builder("check").resolveAsync(context -> message(CheckTexts.class, engine[0], context)).build())
                .addNamespaceResolver(NamespaceResolver.builder("reason").resolveAsync(Pages::reason).build())
                .strictRendering(true);
        engine[0] = builder.build();
        return engine[0];
    }

    /** What is rendered within is in this language. */
    static <T> T in(Language language, Supplier<T> rendered) {
        SPOKEN.set(language);
        try {
            return rendered.get();
        } finally {
            SPOKEN.remove();
        }
    }

    /** A message before its values are put in. */
    static String text(Method message) {
        return switch (SPOKEN.get()) {
            case ENGLISH -> message.getAnnotation(Message.class).value();
            case GERMAN -> Translation.of(message.getDeclaringClass()).texts().get(message.getName());
        };
    }

    private static CompletionStage<Object> message(Class<?> texts, Engine engine, EvalContext context) {
        var method = Arrays.stream(texts.getMethods()).filter(text -> text.getName().equals(context.getName())).findFirst().orElseThrow();
        var text = engine.parse(text(method)).instance();
        var names = method.getParameters();
        CompletionStage<?> filled = java.util.concurrent.CompletableFuture.completedStage(null);
        for (var i = 0; i < names.length; i++) {
            var name = names[i].getName();
            Expression value = context.getParams().get(i);
            filled = filled.thenCompose(before -> context.evaluate(value)).thenAccept(result -> text.data(name, result));
        }
        return filled.thenApply(all -> (Object) text.render());
    }

    private static CompletionStage<Object> reason(EvalContext context) {
        return context.evaluate(context.getParams().get(0)).thenCombine(context.evaluate(context.getParams().get(1)),
                (reason, language) -> Reasons.said(reason.toString(), language.toString()));
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
