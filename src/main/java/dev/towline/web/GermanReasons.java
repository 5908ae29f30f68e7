package dev.towline.web;

/**
 * The reasons that rooms below keep in English, and in German. A line of English, a line of German; {@code {}} stands for what differs, in the order
 * in which it is read, and {@code {2}} for the second of it where German puts it elsewhere.
 */
final class GermanReasons {

    static final String LINES = """
            This integration has no signing secret, so no call can be believed: rotate the secret here and set it in GitHub's webhook form.
            Diese Integration hat kein Signaturgeheimnis, darum ist kein Aufruf zu glauben: Erzeugen Sie hier ein neues, und tragen Sie es im Webhook-Formular von GitHub ein.
            This integration has no signing secret, so no call can be believed: rotate the secret here and set it in the webhook's form in {}.
            Diese Integration hat kein Signaturgeheimnis, darum ist kein Aufruf zu glauben: Erzeugen Sie hier ein neues, und tragen Sie es im Formular des Webhooks in {} ein.
            This integration has no signing secret, so no call can be believed: rotate the secret here and set it with git config towline.secret.
            Diese Integration hat kein Signaturgeheimnis, darum ist kein Aufruf zu glauben: Erzeugen Sie hier ein neues, und setzen Sie es mit git config towline.secret.
            This integration has no secret, so no call can be believed: rotate the secret here and set it as "Secret token" in GitLab's webhook form.
            Diese Integration hat kein Geheimnis, darum ist kein Aufruf zu glauben: Erzeugen Sie hier ein neues, und tragen Sie es im Webhook-Formular von GitLab als „Secret token“ ein.
            This integration has no secret, so no call can be believed: rotate the secret here and set it as the password of the EventBridge connection.
            Diese Integration hat kein Geheimnis, darum ist kein Aufruf zu glauben: Erzeugen Sie hier ein neues, und tragen Sie es als Passwort der EventBridge-Connection ein.
            The call is signed with SHA-1 only (X-Hub-Signature), which is no longer safe: this needs a GitHub that sends X-Hub-Signature-256, and nothing in between that removes it.
            Der Aufruf ist nur mit SHA-1 signiert (X-Hub-Signature), was nicht mehr sicher ist: Hierfür braucht es ein GitHub, das X-Hub-Signature-256 sendet, und nichts dazwischen, das es entfernt.
            The call is not signed: set the secret in GitHub's webhook form.
            Der Aufruf ist nicht signiert: Tragen Sie das Geheimnis im Webhook-Formular von GitHub ein.
            The call is not signed: set the secret in the webhook's form in {}.
            Der Aufruf ist nicht signiert: Tragen Sie das Geheimnis im Formular des Webhooks in {} ein.
            The call is not signed: set the signing secret with git config towline.secret.
            Der Aufruf ist nicht signiert: Setzen Sie das Signaturgeheimnis mit git config towline.secret.
            The signature (X-Hub-Signature-256) does not start with sha256= as GitHub's does.
            Die Signatur (X-Hub-Signature-256) beginnt nicht mit sha256=, wie die von GitHub es tut.
            The signature (X-Hub-Signature) does not start with sha256= as that of {} does.
            Die Signatur (X-Hub-Signature) beginnt nicht mit sha256=, wie die von {} es tut.
            The signature does not match: the secret in GitHub's webhook form is not this integration's, or something in between changed the body.
            Die Signatur stimmt nicht: Das Geheimnis im Webhook-Formular von GitHub ist nicht das dieser Integration, oder etwas dazwischen hat den Inhalt verändert.
            The signature does not match: the secret in the webhook's form in {} is not this integration's, or something in between changed the body.
            Die Signatur stimmt nicht: Das Geheimnis im Formular des Webhooks in {} ist nicht das dieser Integration, oder etwas dazwischen hat den Inhalt verändert.
            The signature does not match: the secret in git config towline.secret is not this integration's, or something in between changed the body.
            Die Signatur stimmt nicht: Das Geheimnis in git config towline.secret ist nicht das dieser Integration, oder etwas dazwischen hat den Inhalt verändert.
            The signature (webhook-signature) does not match: the signing token in GitLab's webhook form is not this integration's secret, or something in between changed the body.
            Die Signatur (webhook-signature) stimmt nicht: Der Signing token im Webhook-Formular von GitLab ist nicht das Geheimnis dieser Integration, oder etwas dazwischen hat den Inhalt verändert.
            The signature does not match:
            Die Signatur stimmt nicht:
            The call is signed (webhook-signature), but its headers webhook-id and webhook-timestamp are missing: is something in between removing headers?
            Der Aufruf ist signiert (webhook-signature), aber seine Header webhook-id und webhook-timestamp fehlen: Entfernt etwas dazwischen Header?
            The call carries neither a signature nor a secret token: set the secret in GitLab's webhook form.
            Der Aufruf trägt weder eine Signatur noch einen Secret token: Tragen Sie das Geheimnis im Webhook-Formular von GitLab ein.
            The secret token (X-Gitlab-Token) in GitLab's webhook form is not this integration's secret.
            Der Secret token (X-Gitlab-Token) im Webhook-Formular von GitLab ist nicht das Geheimnis dieser Integration.
            The call's Authorization header is not of the kind Basic, the only one that Azure DevOps' form for web hooks offers.
            Der Header Authorization des Aufrufs ist nicht von der Art Basic, der einzigen, die das Formular für Web Hooks von Azure DevOps anbietet.
            The call carries a password, and this integration has no secret to compare it with: rotate the secret here and set it as the Basic authentication password of the service hook in Azure DevOps.
            Der Aufruf trägt ein Passwort, und diese Integration hat kein Geheimnis zum Vergleichen: Erzeugen Sie hier ein neues, und tragen Sie es in Azure DevOps als Basic authentication password des Service hooks ein.
            The Basic authentication password of the service hook in Azure DevOps is not this integration's secret.
            Das Basic authentication password des Service hooks in Azure DevOps ist nicht das Geheimnis dieser Integration.
            The call carries no password: choose the authorization type Basic for the EventBridge connection, or let what forwards the event send it.
            Der Aufruf trägt kein Passwort: Wählen Sie für die EventBridge-Connection den Authorization type Basic, oder lassen Sie es von dem senden, was das Ereignis weitergibt.
            The password of the call is not this integration's secret.
            Das Passwort des Aufrufs ist nicht das Geheimnis dieser Integration.
            This was not sent by Towline's own scripts, which speak for plain git. If it comes from a git server, create an integration for that.
            Das kam nicht von den Skripten von Towline, die für reines Git sprechen. Wenn es von einem Git-Server kommt, legen Sie für diesen eine Integration an.
            But this looks like
            Aber das sieht aus wie
            This is a raw message of Amazon SNS, which nothing proves: turn off raw message delivery in the subscription's settings in Amazon SNS.
            Das ist eine rohe Nachricht von Amazon SNS, die nichts beweist: Schalten Sie in Amazon SNS in den Einstellungen der Subscription Raw message delivery aus.
            The message cannot be checked:
            Die Nachricht lässt sich nicht prüfen:
            The message calls itself one of Amazon SNS, and its TopicArn names no topic of AWS.
            Die Nachricht gibt sich als eine von Amazon SNS aus, und ihr TopicArn nennt kein Topic von AWS.
            Nobody confirmed on Towline's page that topic {} may send to this integration.
            Niemand hat auf der Seite von Towline bestätigt, dass das Topic {} an diese Integration senden darf.
            The message for topic {} names a certificate that does not stand on {}, so it is not from Amazon SNS.
            Die Nachricht zum Topic {} nennt ein Zertifikat, das nicht auf {} steht, also ist sie nicht von Amazon SNS.
            The message for topic {} names a certificate that Amazon SNS does not have.
            Die Nachricht zum Topic {} nennt ein Zertifikat, das Amazon SNS nicht hat.
            The signature of the message for topic {} does not match: Amazon SNS did not send this.
            Die Signatur der Nachricht zum Topic {} stimmt nicht: Amazon SNS hat das nicht gesendet.
            The question whether to subscribe to topic {} carries no token of Amazon SNS.
            Die Frage, ob das Topic {} abonniert werden soll, trägt kein Token von Amazon SNS.
            The question whether to subscribe to topic {} wants to be answered at {}, not at AWS's {}. It was not followed.
            Die Frage, ob das Topic {} abonniert werden soll, will bei {} beantwortet werden, nicht bei AWS unter {}. Dem wurde nicht gefolgt.
            Amazon SNS asks whether topic {} may send to this hook URL: confirm it on Towline's page in Jira.
            Amazon SNS fragt, ob das Topic {} an diese Hook-URL senden darf: Bestätigen Sie es in Jira auf der Seite von Towline.
            Amazon SNS says that the subscription to topic {} has ended: nothing more comes from it.
            Amazon SNS sagt, dass das Abonnement des Topics {} beendet ist: Von dort kommt nichts mehr.
            Already {} topics wait to be confirmed, so this one is not kept: {}.
            Es warten schon {} Topics auf Bestätigung, darum wird dieses nicht behalten: {}.
            GitHub's greeting: the webhook reaches us and its signature is right.
            Der Gruß von GitHub: Der Webhook erreicht uns, und seine Signatur stimmt.
            Bitbucket's greeting: the webhook reaches us and its signature is right.
            Der Gruß von Bitbucket: Der Webhook erreicht uns, und seine Signatur stimmt.
            The script reaches Towline, and its signature is right.
            Das Skript erreicht Towline, und seine Signatur stimmt.
            Seen, not ours: the events of a workflow run tell what comes of GitHub's own Actions.
            Gesehen, aber nicht für uns: Was aus GitHubs eigenen Actions wird, sagen die Ereignisse des Workflow run.
            Seen, not ours: a newer deployment took the place of this one.
            Gesehen, aber nicht für uns: Ein neueres Deployment ist an die Stelle von diesem getreten.
            Seen, not ours: comments are not read, because GitLab sends the commented source code with them.
            Gesehen, aber nicht für uns: Kommentare werden nicht gelesen, weil GitLab den kommentierten Quelltext mitsendet.
            Seen, not ours: the events of a pipeline tell what comes of its jobs.
            Gesehen, aber nicht für uns: Was aus den Jobs einer Pipeline wird, sagen die Ereignisse der Pipeline.
            Seen, not ours: Azure DevOps' event {} does not name the repository that was released.
            Gesehen, aber nicht für uns: Das Ereignis {} von Azure DevOps nennt nicht das Repository, das ausgeliefert wurde.
            Seen, not ours: there is nothing for Jira in the event {}.
            Gesehen, aber nicht für uns: Im Ereignis {} ist nichts für Jira.
            Seen, not ours: there is nothing for Jira in {}'s event {}.
            Gesehen, aber nicht für uns: Im Ereignis {2} von {1} ist nichts für Jira.
            Seen, not ours: there is nothing for Jira in Azure DevOps' event {}.
            Gesehen, aber nicht für uns: Im Ereignis {} von Azure DevOps ist nichts für Jira.
            The mirror synchronised more branches and tags than Bitbucket tells of in one call: what moved is not known.
            Der Mirror hat mehr Branches und Tags abgeglichen, als Bitbucket in einem Aufruf meldet: Was sich bewegt hat, ist nicht bekannt.
            The mirror synchronised, and no branch or tag moved.
            Der Mirror hat abgeglichen, und kein Branch oder Tag hat sich bewegt.
            It came by a hook URL that was replaced. Copy the present one to the git server.
            Es kam über eine Hook-URL, die ersetzt wurde. Tragen Sie die gültige im Git-Server ein.
            Its body is no longer kept, so nobody can read it. Let the git server send it again.
            Der Inhalt wird nicht mehr aufbewahrt, darum kann ihn niemand lesen. Lassen Sie ihn den Git-Server noch einmal senden.
            The integration is paused.
            Die Integration ist angehalten.
            The same as delivery {}, sent again.
            Dieselbe wie Zustellung {}, noch einmal gesendet.
            Towline failed on it {} times ({}). The fault is Towline's, not yours; the delivery is kept.
            Towline ist {} Mal daran gescheitert ({}). Das ist ein Fehler von Towline, nicht von Ihnen; die Zustellung wird aufbewahrt.
            Towline failed on it ten times, by a fault of its own. Try again once the fault is repaired.
            Towline ist zehnmal daran gescheitert, durch einen eigenen Fehler. Versuchen Sie es noch einmal, wenn der Fehler behoben ist.
            AWS was asked {} times for what proves it, and did not answer. The delivery is kept.
            AWS wurde {} Mal nach dem Beweis gefragt und hat nicht geantwortet. Die Zustellung wird aufbewahrt.
            Jira shows Towline no such project.
            Ein solches Projekt zeigt Jira Towline nicht.
            The integration is limited to other projects.
            Die Integration ist auf andere Projekte beschränkt.
            Not linked:
            Nicht verknüpft:
            Not in this integration's repositories:
            Nicht unter den Repositorys dieser Integration:
            Not among this integration's branches:
            Nicht unter den Branches dieser Integration:
            the body is empty
            der Inhalt ist leer
            more than we read: at most {} levels, {} values, {} characters in a text, {} digits in a number
            mehr, als wir lesen: höchstens {} Ebenen, {} Werte, {} Zeichen in einem Text, {} Ziffern in einer Zahl
            not JSON, or cut off, at line {} column {}
            kein JSON, oder abgeschnitten, in Zeile {} Spalte {}
            the call has no {} header, so nobody can tell what it is about: is something in between removing headers?
            dem Aufruf fehlt der Header {}, darum kann niemand sagen, worum es geht: Entfernt etwas dazwischen Header?
            no header X-Towline-Event, so nothing says what this body is
            kein Header X-Towline-Event, darum sagt nichts, was dieser Inhalt ist
            the form's field payload is not well encoded, or is cut off
            das Feld payload des Formulars ist nicht richtig kodiert oder abgeschnitten
            the form has no field payload
            das Formular hat kein Feld payload
            The Jira site was renamed or suspended ({}). Uploads wait for Jira to announce its new address.
            Die Jira-Site wurde umbenannt oder stillgelegt ({}). Die Übertragung wartet, bis Jira seine neue Adresse meldet.
            Jira does not know this site any more ({}). Check the address in TOWLINE_JIRA_SITE.
            Jira kennt diese Site nicht mehr ({}). Prüfen Sie die Adresse in TOWLINE_JIRA_SITE.
            Jira finds it too large
            Jira findet es zu groß
            Jira refused it without saying why
            Jira hat es abgelehnt, ohne zu sagen, warum
            and {} more.
            und {} weitere.
            this looks like
            das sieht aus wie
            ; the integration says
            ; die Integration sagt
            The certificate of the message for topic {} is not believed:
            Dem Zertifikat der Nachricht zum Topic {} ist nicht zu glauben:
            its key is not of the kind that Amazon SNS uses
            sein Schlüssel ist nicht von der Art, die Amazon SNS benutzt
            it is an authority's
            es ist das einer Zertifizierungsstelle
            it was not valid when the message arrived
            es war nicht gültig, als die Nachricht ankam
            it is not made out to Amazon SNS
            es ist nicht auf Amazon SNS ausgestellt
            an address that cannot be read
            einer Adresse, die nicht zu lesen ist
            has not told this integration of a repository with the id “{}”, so its history has no place yet. Push to it once, then replay this delivery or run the script again.
            hat dieser Integration von keinem Repository mit der ID „{}“ berichtet, darum hat dessen Geschichte noch keinen Platz. Pushen Sie einmal dorthin, dann versuchen Sie diese Zustellung oder das Skript noch einmal.
            expected a time with its zone, between the years {} and {}
            erwartet wird ein Zeitpunkt mit Zeitzone, zwischen den Jahren {} und {}
            expected milliseconds, between the years {} and {}
            erwartet werden Millisekunden, zwischen den Jahren {} und {}
            expected a SHA in hex
            erwartet wird ein SHA in Hexadezimal
            expected true or false, found
            erwartet wird true oder false, gefunden
            expected a list, found
            erwartet wird eine Liste, gefunden
            expected an object, found
            erwartet wird ein Objekt, gefunden
            expected text, found
            erwartet wird Text, gefunden
            expected a whole number, found
            erwartet wird eine ganze Zahl, gefunden
            expected a whole number
            erwartet wird eine ganze Zahl
            expected how many parts there are
            erwartet wird, wie viele Teile es sind
            not one of the parts
            keiner der Teile
            the script is newer than this Towline, or not ours
            das Skript ist neuer als dieses Towline, oder nicht von uns
            missing: "Resource details to send" of this service hook must be "All"
            es fehlt: „Resource details to send“ muss bei diesem Service hook auf „All“ stehen
            missing, and no project stands in for it
            es fehlt, und kein Projekt steht dafür ein
            missing, and no project stands in for them
            es fehlt, und kein Projekt steht dafür ein
            missing at $
            es fehlt bei $
            at $
            bei $
            Jira refused our credentials (401). Install the app again on top of itself to renew them.
            Jira hat unseren Ausweis abgelehnt (401). Installieren Sie die App noch einmal über sich selbst, um ihn zu erneuern.
            Do not uninstall it: that erases its data.
            Deinstallieren Sie sie nicht: Das löscht ihre Daten.
            In Jira, open Settings, Marketplace apps, OAuth credentials,
            Öffnen Sie in Jira Settings, Marketplace apps, OAuth credentials,
            Jira refused our token (401).
            Jira hat unser Token abgelehnt (401).
            , and check that the credentials in TOWLINE_JIRA_CLIENT_ID are still there and belong to this site.
            , und sehen Sie nach, ob es die in TOWLINE_JIRA_CLIENT_ID genannten noch gibt und sie zu dieser Site gehören.
            Jira refuses the app access to development information (403). Check that the app is enabled and licensed in Jira, or install it again on top of itself.
            Jira verweigert der App den Zugriff auf Entwicklungsinformationen (403). Sehen Sie nach, ob die App in Jira eingeschaltet und lizenziert ist, oder installieren Sie sie noch einmal über sich selbst.
            The OAuth credentials have no access to development information (403).
            Die OAuth credentials haben keinen Zugriff auf Entwicklungsinformationen (403).
            , and give them the permission Development information.
            , und geben Sie ihnen das Recht Development information.
            Jira does not take {} from the app (403). Install it again on top of itself, so that Jira learns that it provides them.
            Jira nimmt von der App keine {} an (403). Installieren Sie sie noch einmal über sich selbst, damit Jira erfährt, dass sie welche liefert.
            The OAuth credentials may not write {} (403).
            Die OAuth credentials dürfen keine {} schreiben (403).
            , and give them the permission.
            , und geben Sie ihnen das Recht.
            Atlassian does not accept the OAuth client ({}).
            Atlassian nimmt den OAuth-Client nicht an ({}).
            and check that the credentials are still there. Enter their client ID and secret in TOWLINE_JIRA_CLIENT_ID and TOWLINE_JIRA_CLIENT_SECRET, and restart Towline.
            und sehen Sie nach, ob es sie noch gibt. Tragen Sie Client ID und Secret in TOWLINE_JIRA_CLIENT_ID und TOWLINE_JIRA_CLIENT_SECRET ein, und starten Sie Towline neu.
            Jira's answer did not mention it
            Jira hat es in seiner Antwort nicht erwähnt
            Jira has not taken our uploads {} times in a row. We go on trying.
            Jira hat unsere Übertragung {} Mal in Folge nicht angenommen. Wir versuchen es weiter.
            """;

    private GermanReasons() {}
}
