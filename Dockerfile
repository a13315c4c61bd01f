# The pages, the program that carries them, and an image of nothing else.

FROM node:22-bookworm-slim AS pages
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
RUN npm run build

FROM golang:1.26-bookworm AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=pages /src/frontend/dist/ frontend/dist/
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /ajar . && mkdir /data

# Certificates, time zones and an unprivileged user (65532); no shell.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=program /ajar /ajar
COPY --from=program --chown=65532:65532 /data /data
USER 65532:65532
ENV AJAR_LISTEN=:8080 AJAR_DATABASE_URL=sqlite:///data/ajar.db
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["/ajar", "health"]
ENTRYPOINT ["/ajar"]
