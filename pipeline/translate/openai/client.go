package openai

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	api "github.com/sashabaranov/go-openai"
)

// DefaultURL is OpenAI's own address.
const DefaultURL = "https://api.openai.com/v1"

// Config says where a server is and how to speak to it.
type Config struct {
	BaseURL string // "" is DefaultURL
	Key     string // "" where none is needed
	Model   string
	// APIVersion makes requests in Azure's manner, the model being the name of
	// the deployment; "" is everyone else's.
	APIVersion string
	// Prompt replaces the instructions; "" is recto's own.
	Prompt string
	// Offline allows no address but this machine's.
	Offline bool
	// Notes remembers what the server accepts; nil: for this process only.
	Notes Notes
	// Transport is for tests; nil is the usual one.
	Transport http.RoundTripper
}

// Host gives the host that texts go to, "" if it is this machine.
func (c Config) Host() (string, error) {
	u, err := c.url()
	if err != nil {
		return "", err
	}
	if loopback(u.Hostname()) {
		return "", nil
	}
	return u.Host, nil
}

func (c Config) url() (*url.URL, error) {
	base := c.BaseURL
	if base == "" {
		base = DefaultURL
	}
	u, err := url.Parse(strings.TrimRight(base, "/"))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		// The text may hold a password: it is not shown.
		return nil, fmt.Errorf("base URL: want http://host/v1 or https://host/v1")
	}
	if u.User != nil {
		return nil, fmt.Errorf("base URL of %s: user and password do not belong there; the key goes into OPENAI_API_KEY", u.Host)
	}
	return u, nil
}

func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// client makes the HTTP client and go-openai's client over it.
func (c Config) client() (*api.Client, *doer, error) {
	u, err := c.url()
	if err != nil {
		return nil, nil, err
	}
	host, _ := c.Host()
	if c.Offline && host != "" {
		return nil, nil, fmt.Errorf("--offline: %s is not this machine", host)
	}
	transport := c.Transport
	if transport == nil {
		transport = c.transport()
	}
	d := &doer{
		key: c.Key, host: u.Host,
		client: &http.Client{Transport: transport, CheckRedirect: stayHome},
	}
	config := api.DefaultConfig(c.Key)
	config.BaseURL = u.String()
	if c.APIVersion != "" {
		config = api.DefaultAzureConfig(c.Key, u.String())
		config.APIVersion = c.APIVersion
		config.AzureModelMapperFunc = func(model string) string { return url.PathEscape(model) }
	}
	config.HTTPClient = d
	return api.NewClientWithConfig(config), d, nil
}

func (c Config) transport() http.RoundTripper {
	dialer := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	t.DialContext = dialer.DialContext
	if c.Offline {
		t.Proxy = nil
		t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			// A name like localhost may point anywhere.
			if tcp, ok := conn.RemoteAddr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
				conn.Close()
				return nil, fmt.Errorf("--offline: %s is not this machine", address)
			}
			return conn, nil
		}
	}
	return t
}

// stayHome follows redirects within the host only: others would carry text, and
// in some headers the key, where nobody said that they may go.
func stayHome(req *http.Request, via []*http.Request) error {
	first := via[0]
	if req.URL.Host != first.URL.Host || req.Method != first.Method || first.URL.Scheme == "https" && req.URL.Scheme != "https" || len(via) > 3 {
		return http.ErrUseLastResponse
	}
	return nil
}
