#pragma once

/// The codes of findings of meaning, by what they say. A code is never used again for another meaning; what
/// each means to people stands in findingtable.h. Those of form (GH00xx) belong to the readers and the codec.
namespace gatehouse::code {

// 01 Routing
inline constexpr const char *UnknownListener = "GH0101";
inline constexpr const char *UnknownService = "GH0102";
inline constexpr const char *ShadowedRoute = "GH0103";
inline constexpr const char *DuplicateMatch = "GH0104";
inline constexpr const char *BadTemplate = "GH0105";
inline constexpr const char *BadRegex = "GH0106";
inline constexpr const char *UnreachablePath = "GH0107";
inline constexpr const char *BadHost = "GH0108";
inline constexpr const char *MethodCase = "GH0109";
inline constexpr const char *Contradiction = "GH0110";
inline constexpr const char *NoTarget = "GH0111";
inline constexpr const char *DuplicateTarget = "GH0112";
inline constexpr const char *ManagedHeader = "GH0113";
inline constexpr const char *RedirectStatus = "GH0114";
inline constexpr const char *UnknownParameter = "GH0115";
inline constexpr const char *RewriteMisfit = "GH0116";
inline constexpr const char *NoEffect = "GH0117";
inline constexpr const char *PublicRoute = "GH0118";
inline constexpr const char *DuplicateRoute = "GH0119";
inline constexpr const char *DuplicateListener = "GH0120";
inline constexpr const char *SharedListenerAddress = "GH0121";
inline constexpr const char *NoListener = "GH0122";
inline constexpr const char *BadRedirect = "GH0123";
inline constexpr const char *RedirectLoop = "GH0124";

// 02 Services and shards
inline constexpr const char *DuplicateService = "GH0201";
inline constexpr const char *NoEndpoint = "GH0202";
inline constexpr const char *NoUsableEndpoint = "GH0203";
inline constexpr const char *DuplicateEndpoint = "GH0204";
inline constexpr const char *BadEndpointAddress = "GH0205";
inline constexpr const char *UnusedService = "GH0206";
inline constexpr const char *HashKeyMissing = "GH0207";
inline constexpr const char *HashKeyUnused = "GH0208";
inline constexpr const char *HashParameterMissing = "GH0209";
inline constexpr const char *BadHealthPath = "GH0210";
inline constexpr const char *HealthTimeoutTooLong = "GH0211";
inline constexpr const char *HealthNumbers = "GH0212";
inline constexpr const char *CallsItself = "GH0213";
inline constexpr const char *DuplicateShardMap = "GH0220";
inline constexpr const char *NoShard = "GH0221";
inline constexpr const char *DuplicateShard = "GH0222";
inline constexpr const char *BadConnectionString = "GH0223";
inline constexpr const char *SharedDatabase = "GH0224";

// 03 Resilience
inline constexpr const char *TryLongerThanRequest = "GH0301";
inline constexpr const char *ConnectTooLong = "GH0302";
inline constexpr const char *RetryDelaysTooLong = "GH0303";
inline constexpr const char *RouteTimeoutTooLong = "GH0304";
inline constexpr const char *RetryNotIdempotent = "GH0305";
inline constexpr const char *RetryDelaysContradict = "GH0306";
inline constexpr const char *RetriedSuccess = "GH0307";
inline constexpr const char *BreakerNeverTrips = "GH0308";
inline constexpr const char *SlowCallsUnreachable = "GH0309";
inline constexpr const char *BulkheadUnreached = "GH0310";
inline constexpr const char *QueueWaitTooLong = "GH0311";
inline constexpr const char *BreakerForced = "GH0312";
inline constexpr const char *FaultInjected = "GH0313";
inline constexpr const char *MirrorToItself = "GH0314";
inline constexpr const char *ZeroDuration = "GH0315";

// 04 Policy
inline constexpr const char *AuthWithoutProvider = "GH0401";
inline constexpr const char *UnknownProvider = "GH0402";
inline constexpr const char *UnknownAccessPolicy = "GH0403";
inline constexpr const char *UnknownTrustPolicy = "GH0404";
inline constexpr const char *PolicyWithoutAuth = "GH0405";
inline constexpr const char *DuplicatePolicyObject = "GH0406";
inline constexpr const char *TrustWeightsSum = "GH0407";
inline constexpr const char *BadTimeRestriction = "GH0408";
inline constexpr const char *UnusedAction = "GH0409";
inline constexpr const char *ConsumerLimitOnPublic = "GH0410";
inline constexpr const char *IdentityHeaderConflict = "GH0411";
inline constexpr const char *NoAlgorithm = "GH0412";
inline constexpr const char *AlgorithmKeyMismatch = "GH0413";
inline constexpr const char *LooseProvider = "GH0414";
inline constexpr const char *AmbiguousConsumer = "GH0415";
inline constexpr const char *NobodyAllowed = "GH0416";
inline constexpr const char *AllowedAndDenied = "GH0417";
inline constexpr const char *HostBits = "GH0418";
inline constexpr const char *UnusedPolicy = "GH0419";
inline constexpr const char *KeysUrl = "GH0420";
inline constexpr const char *CorsCredentials = "GH0421";

// 05 Secrets and TLS
inline constexpr const char *PasswordInText = "GH0501";
inline constexpr const char *FileOutside = "GH0502";
inline constexpr const char *TlsUnverified = "GH0503";
inline constexpr const char *TlsWithoutCertificate = "GH0504";
inline constexpr const char *LiteralCredential = "GH0505";
inline constexpr const char *PlainListener = "GH0506";
inline constexpr const char *ClientCertificateHalf = "GH0507";

// 07 Portability and gateways
inline constexpr const char *NotEnforced = "GH0701";
inline constexpr const char *DuplicateGateway = "GH0702";
inline constexpr const char *DuplicateEnvironment = "GH0703";
inline constexpr const char *SharedGatewayAddress = "GH0704";
inline constexpr const char *AcceptsProtection = "GH0705";
inline constexpr const char *UnknownGateway = "GH0706";
inline constexpr const char *UnknownGatewayListener = "GH0707";
inline constexpr const char *BadGatewayAddress = "GH0708";

} // namespace gatehouse::code
