/** What Debian ships, grown over some years. Ports 1 to 3 stand for servers, 80 for the frontend. */
export const DEBIAN = `global
\tlog /dev/log\tlocal0
\tlog /dev/log\tlocal1 notice
\tstats socket /run/haproxy/admin.sock mode 660 level admin
\tstats timeout 30s
\tserver-state-file /run/haproxy/servers.state
\t# Default SSL material locations
\tca-base /etc/ssl/certs

defaults
\tlog\tglobal
\tmode\thttp
\toption\thttplog
\toption\tdontlognull
        timeout connect 5000
        timeout client  50000
        timeout server  50000
\tload-server-state-from-file global

frontend www
\tbind 127.0.0.1:80
\tacl is_api path_beg "/api/"
\thttp-request set-header X-Note "a # b"
\tuse_backend api if is_api
\tdefault_backend shop

backend shop
\tbalance leastconn   # fewest first
\toption httpchk GET /health
\tcookie SRV insert indirect nocache
\tstick-table type ip size 10k expire 1m
\tstick on src
\tcompression algo gzip
\tcompression type text/plain text/html
\tdefault-server check inter 500 observe layer7
\thttp-request deny if { path_beg /admin }
\tserver web1 127.0.0.1:1 maxconn 50 weight 20 cookie w1  # left
\tserver web2 127.0.0.1:2 maxconn 50 weight 10 cookie w2
\tserver spare 127.0.0.1:3 backup cookie w3

backend api
\tserver a1 127.0.0.1:1
\tserver a2 127.0.0.1:2
`;

/** One listen section, a socket that may only look, no logs, servers from a template. */
export const LISTEN = `global
    stats socket unix@/run/haproxy/operator.sock mode 660 level operator
defaults base
    mode http
    timeout connect 1s
    timeout client 10s
    timeout server "10s"
listen web from base
    bind 127.0.0.1:80
    http-request set-header X-Front 1
    option httpchk
    server-template s 1-2 127.0.0.1:1 maxconn 20
listen stats from base
    bind unix@/run/haproxy/stats.sock
    stats enable
`;

/** As little as serves. */
export const PLAIN = `global
    stats socket /run/haproxy/admin.sock level admin
defaults
    mode http
    timeout connect 1s
    timeout client 10s
    timeout server 10s
    log-format "%ci %ST"
    log stdout format raw daemon
frontend www
    bind 127.0.0.1:80
    default_backend app
backend app
    server s1 127.0.0.1:1
    server s2 127.0.0.1:2
`;

/** Not HTTP, and balanced so that clients stay where they are. */
export const TCP = `global
    stats socket /run/haproxy/admin.sock level admin
defaults
    mode tcp
    timeout connect 1s
    timeout client 10s
    timeout server 10s
frontend db_in
    bind 127.0.0.1:80
    default_backend db
backend db
    balance source
    hash-type consistent
    server s1 127.0.0.1:1 maxconn 30
    server s2 127.0.0.1:2 maxconn 30
`;
