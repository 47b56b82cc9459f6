"""A way out of the house that leads nowhere: it keeps what it was given."""

from dataclasses import dataclass, field

from assistant.domain.delivery import ChannelName, DeliveryFailedError
from assistant.ports.alerts import Alert


@dataclass(slots=True)
class MemoryAlertChannel:
    """Implements `AlertChannel`. `fault`: what every attempt meets from now on; None: each arrives."""

    name: ChannelName
    told: list[Alert] = field(default_factory=list)
    fault: DeliveryFailedError | None = None

    @property
    def leads_to(self) -> str:
        return "memory"

    async def send(self, alert: Alert) -> str:
        if self.fault is not None:
            raise self.fault
        self.told.append(alert)
        return ""
