# Jianbao in a container: the locked libraries, a user without rights, and its state in a volume.
# docs/operating.md tells how it is run; compose.yaml is the shortest way.

FROM python:3.13-slim AS build
WORKDIR /build
RUN python -m venv /opt/jianbao
COPY requirements/container.txt requirements/
RUN /opt/jianbao/bin/pip install --no-cache-dir --require-hashes --requirement requirements/container.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY data data
RUN /opt/jianbao/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim
RUN groupadd --gid 10001 jianbao \
    && useradd --uid 10001 --gid jianbao --home-dir /var/lib/jianbao --no-create-home --shell /usr/sbin/nologin jianbao \
    && install --directory --owner jianbao --group jianbao --mode 0700 /var/lib/jianbao
COPY --from=build /opt/jianbao /opt/jianbao
ENV PATH=/opt/jianbao/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    STATE_DIR=/var/lib/jianbao \
    LOG_FORMAT=json \
    METRICS_ADDRESS=127.0.0.1:9464
VOLUME /var/lib/jianbao
WORKDIR /var/lib/jianbao
USER 10001:10001
STOPSIGNAL SIGTERM
# A new database is made and filled, and an old one brought up to date, before the bot connects.
HEALTHCHECK --interval=60s --timeout=20s --start-period=120s --retries=3 CMD ["jianbao", "health"]
ENTRYPOINT ["jianbao"]
CMD ["run"]
