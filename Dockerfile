# One image for assistant, console, sweeper and migrate; docker-compose.yml says which command each runs.
FROM python:3.11-slim AS build
WORKDIR /app
# PyTorch's own index of builds without CUDA, as in tools/steps.py.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt .
RUN python -m venv .venv \
 && .venv/bin/pip install --no-deps "$(grep '^torch==' requirements.txt)" --extra-index-url "$TORCH_INDEX" \
 && .venv/bin/pip install -r requirements.txt
COPY . .
RUN .venv/bin/pip install --no-deps --no-build-isolation -e . \
 && python -m tools.set_up --only widget --only console --only index \
 && rm -rf assistant/widget/node_modules handoff_console/node_modules var/log var/stamps var/cache

FROM python:3.11-slim
RUN useradd --system --uid 10001 kontakt
WORKDIR /app
COPY --from=build /app /app
# The folder itself is writable, for the sweeper's sign of life; the index in it is not.
RUN chown kontakt: /app/var
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER kontakt
EXPOSE 8000 8001
