"""The ways out of the house that settings name: e-mail and a webhook."""

import httpx

from assistant.adapters.mail_alerts import MailAlerts, MailServer, Security
from assistant.adapters.webhook_alerts import WebhookAlerts
from assistant.ports import AlertChannel, Clock
from assistant.settings import Settings


def ways_out(settings: Settings, webhook: httpx.AsyncClient, clock: Clock) -> tuple[AlertChannel, ...]:
    """Those that are set up, perhaps none."""
    ways: list[AlertChannel] = []
    if settings.alert_emails and settings.smtp_host and settings.smtp_sender:
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
        security = Security(settings.smtp_security)
        server = MailServer(settings.smtp_host, settings.smtp_port, security, settings.smtp_user, password)
        ways.append(MailAlerts(server, settings.smtp_sender, settings.alert_emails))
    if settings.alert_webhook and settings.alert_webhook.get_secret_value():
        secret = settings.alert_webhook_secret
        key = secret.get_secret_value().encode() if secret else None
        ways.append(WebhookAlerts(webhook, settings.alert_webhook.get_secret_value(), key, clock.now))
    return tuple(ways)
