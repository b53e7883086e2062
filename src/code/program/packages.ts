import { isBuiltin } from "node:module";
import type { Language } from "../syntax.ts";

/** Modules of Python's standard library that handlers import. */
const PYTHON_LIBRARY: ReadonlySet<string> = new Set(
  `__future__ abc argparse ast asyncio atexit base64 binascii bisect builtins bz2 calendar cmath codecs collections colorsys
  concurrent configparser contextlib contextvars copy csv ctypes dataclasses datetime decimal difflib email enum errno
  fnmatch fractions ftplib functools gc getpass glob gzip hashlib heapq hmac html http imaplib imghdr importlib inspect io
  ipaddress itertools json keyword linecache locale logging lzma mailbox math mimetypes multiprocessing numbers operator os
  pathlib pickle pkgutil platform pprint queue quopri random re resource sched secrets select shelve shlex shutil signal
  smtplib socket sqlite3 ssl stat statistics string stringprep struct subprocess sys sysconfig tarfile tempfile textwrap
  threading time timeit token tokenize traceback types typing unicodedata unittest urllib uuid warnings wave weakref xml
  xmlrpc zipfile zlib zoneinfo`.split(/\s+/),
);

/** Packages that do not call AWS, or only through objects that the program passes to them. */
const LEAVE_AWS_ALONE: ReadonlySet<string> = new Set(
  `aws-sdk boto3 botocore aioboto3 aiobotocore aws_lambda_powertools aws_xray_sdk aws-xray-sdk aws-xray-sdk-core aws-lambda
  aws-embedded-metrics aws_embedded_metrics aws-jwt-verify aws4 tslib lodash lodash-es ramda uuid ulid nanoid cuid ksuid zod joi yup ajv
  ajv-formats superstruct valibot class-validator class-transformer reflect-metadata inversify tsyringe axios got node-fetch undici ky superagent
  date-fns dayjs luxon moment moment-timezone jsonwebtoken jose jwks-rsa bcryptjs bcrypt pino winston loglevel
  sharp jimp exifr pdfkit pdf-lib csv-parse csv-stringify csv-parser papaparse xlsx exceljs handlebars mustache ejs
  marked sanitize-html fast-xml-parser xml2js cheerio express serverless-http fastify hono lambda-api qs query-string
  http-errors p-limit p-map p-retry async-retry neverthrow ts-pattern fp-ts effect pg mysql2 mysql knex redis ioredis
  mongodb mongoose graphql stripe twilio @sendgrid/mail nodemailer @slack/web-api @slack/webhook openai @octokit/rest
  source-map-support dotenv envalid env-var semver mime mime-types file-type iconv-lite js-yaml yaml ini busboy
  requests urllib3 httpx aiohttp pydantic pydantic_settings attr attrs marshmallow jsonschema fastjsonschema orjson simplejson ujson
  dateutil pytz arrow pendulum PIL numpy pandas scipy sklearn cv2 matplotlib pyarrow yaml toml jinja2 markdown bs4 lxml
  openpyxl xlsxwriter reportlab PyPDF2 pypdf jwt jose cryptography nacl bcrypt passlib fastapi mangum flask starlette psycopg2
  psycopg pymysql sqlalchemy redis pymongo tenacity backoff structlog loguru dotenv typing_extensions mypy_boto3_s3
  six certifi chardet idna magic tabulate faker stripe twilio sendgrid slack_sdk openai github`.split(/\s+/),
);

/**
 * Scopes with packages that differ in this: some plugins of middy call AWS in ways that are not known, its core does
 * not.
 */
const OWN_SCOPES =
  /^@(?:aws-sdk|smithy|aws-lambda-powertools|aws-crypto|types)\/|^@middy\/(?!rds-signer|service-discovery)/;

/**
 * Modules of Go that call AWS only through what the program hands them, or not at all: hosts, owners and whole modules.
 */
const GO_LEAVE_AWS_ALONE: readonly string[] = [
  ...`golang.org/x google.golang.org gopkg.in/yaml gopkg.in/ini gopkg.in/go-playground go.uber.org go.opentelemetry.io gorm.io go.mongodb.org`.split(
    " ",
  ),
  ...`aws/aws-sdk-go aws/aws-sdk-go-v2 aws/aws-lambda-go aws/smithy-go aws/aws-xray-sdk-go aws/jsii-runtime-go
  awslabs/aws-lambda-go-api-proxy akrylysov/algnhsa apex/gateway aquasecurity/lmdrouter bytedance/sonic
  caarlos0/env cenkalti/backoff davecgh/go-spew dghubble dgrijalva/jwt-go disintegration/imaging
  dustin/go-humanize fatih gabriel-vasile/mimetype getsentry/sentry-go gin-contrib gin-gonic go-chi go-playground
  go-redis go-resty go-sql-driver/mysql goccy gofiber gofrs/uuid golang-jwt golang/protobuf google/go-cmp
  google/go-github google/uuid google/wire gorilla hashicorp/go-multierror hashicorp/go-retryablehttp
  ilyakaznacheev/cleanenv jackc jmespath jmoiron/sqlx joho/godotenv json-iterator julienschmidt/httprouter
  kelseyhightower/envconfig labstack lestrrat-go lib/pq mailru/easyjson mitchellh/mapstructure oklog/ulid
  patrickmn/go-cache pkg/errors redis/go-redis rs samber/lo segmentio/ksuid sethvargo/go-envconfig
  shopspring/decimal sirupsen/logrus slack-go/slack spf13/cast spf13/viper stretchr/testify stripe/stripe-go tidwall
  urfave/negroni xuri/excelize yuin Masterminds PuerkitoBio/goquery MicahParks ugorji`
    .split(/\s+/)
    .map((name) => `github.com/${name}`),
];

/** Packages of Java that do not call AWS, or only through objects that the program passes to them. */
const JAVA_LEAVE_AWS_ALONE =
  /^(?:java|javax|jakarta|lombok|kotlin|scala|dagger|picocli|software\.amazon\.(?:awssdk|lambda|eventstream)|com\.amazonaws|com\.(?:fasterxml|google|github\.benmanes|auth0|nimbusds|squareup|networknt|jayway|mysql|zaxxer|stripe|twilio|sendgrid|slack|opencsv|itextpdf)|org\.(?:slf4j|apache|json|joda|aspectj|jetbrains|checkerframework|mapstruct|hibernate|eclipse|postgresql|crac|bouncycastle|jsoup|w3c|xml|yaml|apiguardian|jooq|mongodb)|ch\.qos|io\.(?:vavr|jsonwebtoken|opentelemetry|micrometer|netty|reactivex|projectreactor)|reactor|okhttp3|retrofit2|redis)\./;

/** The package of an import: `@scope/name`, `lodash`, `aws_lambda_powertools`; in Go the module. */
export function packageOf(source: string, language: Language): string {
  if (language === "java") return source.split(".").slice(0, -1).join(".");
  if (language === "go") return source.split("/").slice(0, 3).join("/");
  if (language === "python") return source.split(".")[0] ?? source;
  const [first = "", second = ""] = source.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

/** Whether a package may call AWS itself, in ways that the program does not show. */
export function mayCallAws(source: string, language: Language): boolean {
  if (language === "java") return source.includes(".") && !JAVA_LEAVE_AWS_ALONE.test(source);
  // the standard library has no host before its names
  if (language === "go") return (source.split("/")[0] ?? "").includes(".") && !leavesAwsAlone(source);
  const name = packageOf(source, language);
  if (LEAVE_AWS_ALONE.has(name)) return false;
  if (language === "python") return !PYTHON_LIBRARY.has(name) && !/^(?:mypy_boto3|types_)/.test(name);
  return !isBuiltin(source) && !OWN_SCOPES.test(name);
}

function leavesAwsAlone(source: string): boolean {
  return GO_LEAVE_AWS_ALONE.some(
    (name) => source.startsWith(name) && /^(?:$|[/.]|-v\d)/.test(source.slice(name.length)),
  );
}
