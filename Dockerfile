# docker build --tag ragmock .
# docker run --publish 8765:8765 --env RAGMOCK_ADMIN_TOKEN=open-sesame ragmock
FROM python:3.13-slim AS built
WORKDIR /source
COPY pyproject.toml README.md LICENSE openapi.yaml ./
COPY src src
COPY handlers handlers
COPY fixtures fixtures
RUN python -m venv /opt/ragmock \
    && /opt/ragmock/bin/pip install --no-cache-dir ".[fast]" \
    && /opt/ragmock/bin/python -m compileall -q /opt/ragmock/lib \
    && /opt/ragmock/bin/ragmock routes > /dev/null  # keeps the contract as it was parsed

FROM python:3.13-slim
COPY --from=built /opt/ragmock /opt/ragmock
ENV PATH=/opt/ragmock/bin:$PATH
USER 65534:65534
EXPOSE 8765
# needs no token
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["ragmock", "health"]
ENTRYPOINT ["ragmock"]
CMD ["serve", "--host", "0.0.0.0"]
